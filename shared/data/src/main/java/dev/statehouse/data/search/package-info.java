/** Search in the rows of a workspace. */
@NullMarked
package dev.statehouse.data.search;

import org.jspecify.annotations.NullMarked;
