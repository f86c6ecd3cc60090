/** Routes of the identity providers whose tokens a workspace accepts. */
@NullMarked
package dev.statehouse.identity.issuer;

import org.jspecify.annotations.NullMarked;
