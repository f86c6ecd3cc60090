/** What turns texts into vectors: a model in this process, or one that is asked over HTTP. */
@NullMarked
package dev.statehouse.embedding;

import org.jspecify.annotations.NullMarked;
