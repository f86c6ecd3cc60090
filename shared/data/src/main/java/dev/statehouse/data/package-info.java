/** Rows, repositories and the binding of a workspace. */
@NullMarked
package dev.statehouse.data;

import org.jspecify.annotations.NullMarked;
