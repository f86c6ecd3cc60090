/** People, their logins, their workspaces and the keys to them. */
@NullMarked
package dev.statehouse.identity;

import org.jspecify.annotations.NullMarked;
