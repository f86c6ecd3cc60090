/** Files of workspaces, too large for a request or an answer. */
@NullMarked
package dev.statehouse.data.storage;

import org.jspecify.annotations.NullMarked;
