/** What is kept in Redis. */
@NullMarked
package dev.statehouse.data.cache;

import org.jspecify.annotations.NullMarked;
