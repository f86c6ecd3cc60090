/** Everything that is created, read, updated and deleted over HTTP. */
@NullMarked
package dev.statehouse.crud;

import org.jspecify.annotations.NullMarked;
