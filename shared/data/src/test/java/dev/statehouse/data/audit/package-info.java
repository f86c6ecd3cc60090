/** Tests of the audit log on the real database. */
@NullMarked
package dev.statehouse.data.audit;

import org.jspecify.annotations.NullMarked;
