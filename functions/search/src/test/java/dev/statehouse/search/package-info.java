/** Tests. */
@NullMarked
package dev.statehouse.search;

import org.jspecify.annotations.NullMarked;
