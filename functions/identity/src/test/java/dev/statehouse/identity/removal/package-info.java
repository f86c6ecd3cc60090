@NullMarked
package dev.statehouse.identity.removal;

import org.jspecify.annotations.NullMarked;
