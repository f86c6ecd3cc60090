@NullMarked
package dev.statehouse.crud.vector;

import org.jspecify.annotations.NullMarked;
