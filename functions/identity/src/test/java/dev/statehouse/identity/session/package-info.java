/** Tests. */
@NullMarked
package dev.statehouse.identity.session;

import org.jspecify.annotations.NullMarked;
