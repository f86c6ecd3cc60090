/** Tests. */
@NullMarked
package dev.statehouse.data.prompt;

import org.jspecify.annotations.NullMarked;
