/** Credentials of other services: kept encrypted, given out only to those who may use them. */
@NullMarked
package dev.statehouse.identity.credential;

import org.jspecify.annotations.NullMarked;
