/** Who is told of a workspace's events, and what came of it. */
@NullMarked
package dev.statehouse.data.webhook;

import org.jspecify.annotations.NullMarked;
