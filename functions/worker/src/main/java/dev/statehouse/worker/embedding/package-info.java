/** Makes the vectors that pieces of texts wait for. */
@NullMarked
package dev.statehouse.worker.embedding;

import org.jspecify.annotations.NullMarked;
