/** Looks at the whole installation each minute, and says in one word how it is. */
@NullMarked
package dev.statehouse.monitor;

import org.jspecify.annotations.NullMarked;
