/** What the description of the API says of all operations alike, written once rather than at each. */
@NullMarked
package dev.statehouse.openapi;

import org.jspecify.annotations.NullMarked;
