/** What a workspace knows: entries, their files and texts, and the pieces that a search can find. */
@NullMarked
package dev.statehouse.data.knowledge;

import org.jspecify.annotations.NullMarked;
