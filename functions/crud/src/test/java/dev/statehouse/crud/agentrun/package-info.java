/** Runs of agents, as the API has them. */
@NullMarked
package dev.statehouse.crud.agentrun;

import org.jspecify.annotations.NullMarked;
