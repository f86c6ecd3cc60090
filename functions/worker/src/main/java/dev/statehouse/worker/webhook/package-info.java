/** Jobs that deliver events to webhooks. */
@NullMarked
package dev.statehouse.worker.webhook;

import org.jspecify.annotations.NullMarked;
