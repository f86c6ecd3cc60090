/** No tenant reads or changes another's rows: generated from the catalogue, through the pooler, as the application. */
@NullMarked
package dev.statehouse.data.tenancy;

import org.jspecify.annotations.NullMarked;
