/** Tests. */
@NullMarked
package dev.statehouse.data.webhook;

import org.jspecify.annotations.NullMarked;
