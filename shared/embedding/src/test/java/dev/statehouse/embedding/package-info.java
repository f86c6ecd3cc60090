/** Tests. */
@NullMarked
package dev.statehouse.embedding;

import org.jspecify.annotations.NullMarked;
