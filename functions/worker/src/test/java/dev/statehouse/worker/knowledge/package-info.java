@NullMarked
package dev.statehouse.worker.knowledge;

import org.jspecify.annotations.NullMarked;
