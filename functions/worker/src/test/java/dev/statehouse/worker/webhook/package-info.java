/** Tests. */
@NullMarked
package dev.statehouse.worker.webhook;

import org.jspecify.annotations.NullMarked;
