/** Benchmarks, side by side. */
@NullMarked
package dev.statehouse.bench;

import org.jspecify.annotations.NullMarked;
