/** Tests. */
@NullMarked
package dev.statehouse.http;

import org.jspecify.annotations.NullMarked;
