/** Work on what runs of agents cost. */
@NullMarked
package dev.statehouse.worker.agentrun;

import org.jspecify.annotations.NullMarked;
