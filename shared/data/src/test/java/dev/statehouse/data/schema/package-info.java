/** What every table, policy, grant and function of the schema must be like. */
@NullMarked
package dev.statehouse.data.schema;

import org.jspecify.annotations.NullMarked;
