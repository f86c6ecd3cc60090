@NullMarked
package dev.statehouse.worker;

import org.jspecify.annotations.NullMarked;
