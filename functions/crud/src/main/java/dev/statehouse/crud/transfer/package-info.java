/** Cards as files: imports, exports and the uploads of what is too large for a request. */
@NullMarked
package dev.statehouse.crud.transfer;

import org.jspecify.annotations.NullMarked;
