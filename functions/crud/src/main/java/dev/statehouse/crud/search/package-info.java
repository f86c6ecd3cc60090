/** How a workspace's texts are searched. */
@NullMarked
package dev.statehouse.crud.search;

import org.jspecify.annotations.NullMarked;
