@NullMarked
package dev.statehouse.migrate;

import org.jspecify.annotations.NullMarked;
