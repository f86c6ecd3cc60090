/** Routes of a workspace's API keys. */
@NullMarked
package dev.statehouse.identity.key;

import org.jspecify.annotations.NullMarked;
