/** Tests. */
@NullMarked
package dev.statehouse.schedule;

import org.jspecify.annotations.NullMarked;
