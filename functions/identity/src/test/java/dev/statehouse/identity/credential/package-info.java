/** Tests. */
@NullMarked
package dev.statehouse.identity.credential;

import org.jspecify.annotations.NullMarked;
