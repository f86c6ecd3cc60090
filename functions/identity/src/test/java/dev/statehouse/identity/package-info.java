/** Tests. */
@NullMarked
package dev.statehouse.identity;

import org.jspecify.annotations.NullMarked;
