/** Rows, their SQL, and the one door to PostgreSQL, {@link dev.statehouse.data.Workspaces}. */
@NullMarked
package dev.statehouse.data;

import org.jspecify.annotations.NullMarked;
