/** Tests. */
@NullMarked
package dev.statehouse.crud.webhook;

import org.jspecify.annotations.NullMarked;
