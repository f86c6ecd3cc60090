/** Finds what a workspace remembers by its text. */
@NullMarked
package dev.statehouse.search;

import org.jspecify.annotations.NullMarked;
