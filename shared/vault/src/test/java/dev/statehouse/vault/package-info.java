/** Tests. */
@NullMarked
package dev.statehouse.vault;

import org.jspecify.annotations.NullMarked;
