/** Tests. */
@NullMarked
package dev.statehouse.identity.account;

import org.jspecify.annotations.NullMarked;
