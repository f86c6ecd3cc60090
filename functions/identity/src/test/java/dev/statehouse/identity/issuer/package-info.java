@NullMarked
package dev.statehouse.identity.issuer;

import org.jspecify.annotations.NullMarked;
