/** What texts cost models. */
@NullMarked
package dev.statehouse.data.token;

import org.jspecify.annotations.NullMarked;
