/** Credentials of other services, encrypted. */
@NullMarked
package dev.statehouse.data.credential;

import org.jspecify.annotations.NullMarked;
