/** Routes of a person's own account. */
@NullMarked
package dev.statehouse.identity.account;

import org.jspecify.annotations.NullMarked;
