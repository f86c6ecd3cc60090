/** Makes texts and pieces of what workspaces know. */
@NullMarked
package dev.statehouse.worker.knowledge;

import org.jspecify.annotations.NullMarked;
