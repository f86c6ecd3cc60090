/** Runs of agents: what they did, said and used. */
@NullMarked
package dev.statehouse.data.agentrun;

import org.jspecify.annotations.NullMarked;
