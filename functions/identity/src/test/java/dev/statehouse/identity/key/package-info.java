@NullMarked
package dev.statehouse.identity.key;

import org.jspecify.annotations.NullMarked;
