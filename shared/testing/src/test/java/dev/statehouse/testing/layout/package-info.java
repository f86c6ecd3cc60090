/** The project as a whole. */
@NullMarked
package dev.statehouse.testing.layout;

import org.jspecify.annotations.NullMarked;
