/** Which models make vectors of a workspace's texts. */
@NullMarked
package dev.statehouse.crud.embedding;

import org.jspecify.annotations.NullMarked;
