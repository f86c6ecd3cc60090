/**
 * Texts of documents. Those formats that need a parser are read by a process of its own, which has neither credentials nor the
 * worker's memory, and can be ended at any time.
 */
@NullMarked
package dev.statehouse.worker.document;

import org.jspecify.annotations.NullMarked;
