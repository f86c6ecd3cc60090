/** Answers kept for repeated requests. */
@NullMarked
package dev.statehouse.data.idempotency;

import org.jspecify.annotations.NullMarked;
