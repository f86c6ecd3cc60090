/** What a workspace knows: entries, their files, texts and pieces. */
@NullMarked
package dev.statehouse.crud.knowledge;

import org.jspecify.annotations.NullMarked;
