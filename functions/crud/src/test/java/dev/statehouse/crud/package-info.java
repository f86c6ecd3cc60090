/** The function as Lambda calls it. */
@NullMarked
package dev.statehouse.crud;

import org.jspecify.annotations.NullMarked;
