/** What pieces mean, as vectors: by which models, and which are still to be made. */
@NullMarked
package dev.statehouse.data.embedding;

import org.jspecify.annotations.NullMarked;
