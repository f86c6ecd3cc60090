/** Deletes what has expired, and what was deleted long ago. */
@NullMarked
package dev.statehouse.sessioncleanup;

import org.jspecify.annotations.NullMarked;
