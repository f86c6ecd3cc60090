/** Tests. */
@NullMarked
package dev.statehouse.identity.password;

import org.jspecify.annotations.NullMarked;
