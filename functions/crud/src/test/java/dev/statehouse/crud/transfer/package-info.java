@NullMarked
package dev.statehouse.crud.transfer;

import org.jspecify.annotations.NullMarked;
