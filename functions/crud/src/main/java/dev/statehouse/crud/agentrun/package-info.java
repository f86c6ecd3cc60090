/** Runs of agents: what they did, what it cost, and what it may cost. */
@NullMarked
package dev.statehouse.crud.agentrun;

import org.jspecify.annotations.NullMarked;
