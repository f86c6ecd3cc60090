/** What members of a workspace that operates the installation see of it as a whole. */
@NullMarked
package dev.statehouse.crud.operation;

import org.jspecify.annotations.NullMarked;
