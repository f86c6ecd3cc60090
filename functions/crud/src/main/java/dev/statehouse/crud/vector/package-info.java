/** Pieces of content with vectors that their writer brings. */
@NullMarked
package dev.statehouse.crud.vector;

import org.jspecify.annotations.NullMarked;
