@NullMarked
package dev.statehouse.monitor;

import org.jspecify.annotations.NullMarked;
