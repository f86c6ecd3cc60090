/** Work on what runs of agents cost. */
@NullMarked
package dev.statehouse.worker.cost;

import org.jspecify.annotations.NullMarked;
