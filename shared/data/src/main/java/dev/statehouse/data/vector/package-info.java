/** Pieces of content with vectors that their writer brings. */
@NullMarked
package dev.statehouse.data.vector;

import org.jspecify.annotations.NullMarked;
