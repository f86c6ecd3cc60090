/** Who may call: API keys, and the first ones of a new workspace. */
@NullMarked
package dev.statehouse.data.identity;

import org.jspecify.annotations.NullMarked;
