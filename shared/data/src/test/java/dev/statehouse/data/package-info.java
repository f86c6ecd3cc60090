/** Tests. */
@NullMarked
package dev.statehouse.data;

import org.jspecify.annotations.NullMarked;
