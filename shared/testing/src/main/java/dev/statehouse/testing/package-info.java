/** Real servers, rows and layout rules for tests. */
@NullMarked
package dev.statehouse.testing;

import org.jspecify.annotations.NullMarked;
