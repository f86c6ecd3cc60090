@NullMarked
package dev.statehouse.worker.document;

import org.jspecify.annotations.NullMarked;
