/** Runs of agents. */
@NullMarked
package dev.statehouse.data.cost;

import org.jspecify.annotations.NullMarked;
