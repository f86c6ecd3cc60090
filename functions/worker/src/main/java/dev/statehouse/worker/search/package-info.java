/** Jobs about what is searched. */
@NullMarked
package dev.statehouse.worker.search;

import org.jspecify.annotations.NullMarked;
