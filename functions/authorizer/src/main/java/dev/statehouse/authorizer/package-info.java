/** Tells who calls, in which workspace, in which role. */
@NullMarked
package dev.statehouse.authorizer;

import org.jspecify.annotations.NullMarked;
