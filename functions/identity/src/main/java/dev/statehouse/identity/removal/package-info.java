/** Routes of removals for good, and of their receipts. */
@NullMarked
package dev.statehouse.identity.removal;

import org.jspecify.annotations.NullMarked;
