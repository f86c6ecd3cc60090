/** Search in prompt cards. */
@NullMarked
package dev.statehouse.search.prompt;

import org.jspecify.annotations.NullMarked;
