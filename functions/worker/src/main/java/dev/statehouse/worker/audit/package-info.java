/** Jobs about the audit log. */
@NullMarked
package dev.statehouse.worker.audit;

import org.jspecify.annotations.NullMarked;
