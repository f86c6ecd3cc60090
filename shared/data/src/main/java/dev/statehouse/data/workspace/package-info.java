/** Workspaces, who belongs to them, who was asked to, and the keys to them. */
@NullMarked
package dev.statehouse.data.workspace;

import org.jspecify.annotations.NullMarked;
