/** What is removed for good, and the receipts of it. */
@NullMarked
package dev.statehouse.data.removal;

import org.jspecify.annotations.NullMarked;
