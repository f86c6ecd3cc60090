/** Runs of agents: what they did, said and used. */
@NullMarked
package dev.statehouse.crud.agentrun;

import org.jspecify.annotations.NullMarked;
