/** The audit log: who did what, when and from where. */
@NullMarked
package dev.statehouse.data.audit;

import org.jspecify.annotations.NullMarked;
