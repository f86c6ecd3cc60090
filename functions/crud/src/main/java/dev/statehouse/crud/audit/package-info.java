/** Routes of the audit log. */
@NullMarked
package dev.statehouse.crud.audit;

import org.jspecify.annotations.NullMarked;
