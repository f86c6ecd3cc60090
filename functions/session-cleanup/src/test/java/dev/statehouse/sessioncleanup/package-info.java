@NullMarked
package dev.statehouse.sessioncleanup;

import org.jspecify.annotations.NullMarked;
