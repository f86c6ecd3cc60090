/** Rules that hold the folders, the template, the code and the schema to one another. */
@NullMarked
package dev.statehouse.testing.layout;

import org.jspecify.annotations.NullMarked;
