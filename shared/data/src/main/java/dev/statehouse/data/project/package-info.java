/** Projects gather what belongs together inside a workspace. */
@NullMarked
package dev.statehouse.data.project;

import org.jspecify.annotations.NullMarked;
