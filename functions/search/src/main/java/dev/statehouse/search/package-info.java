/** Finds prompt cards by their text. */
@NullMarked
package dev.statehouse.search;

import org.jspecify.annotations.NullMarked;
