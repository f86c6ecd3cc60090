/** Redis, which makes answers faster and never possible: whatever it does, the same answer comes from PostgreSQL. */
@NullMarked
package dev.statehouse.data.cache;

import org.jspecify.annotations.NullMarked;
