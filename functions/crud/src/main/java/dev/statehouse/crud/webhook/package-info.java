/** Routes of webhooks. */
@NullMarked
package dev.statehouse.crud.webhook;

import org.jspecify.annotations.NullMarked;
