/** Runs of agents. */
@NullMarked
package dev.statehouse.data.agentrun;

import org.jspecify.annotations.NullMarked;
