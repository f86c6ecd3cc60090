/** Runs jobs: claims what is due, of all workspaces in turn, until the queue is empty or the time is up. */
@NullMarked
package dev.statehouse.worker;

import org.jspecify.annotations.NullMarked;
