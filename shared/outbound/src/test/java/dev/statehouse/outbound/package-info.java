/** Tests. */
@NullMarked
package dev.statehouse.outbound;

import org.jspecify.annotations.NullMarked;
