/** What is deleted because its time is over, of all workspaces and people: for the cleanup's role alone. */
@NullMarked
package dev.statehouse.data.cleanup;

import org.jspecify.annotations.NullMarked;
