@NullMarked
package dev.statehouse.crud.operation;

import org.jspecify.annotations.NullMarked;
