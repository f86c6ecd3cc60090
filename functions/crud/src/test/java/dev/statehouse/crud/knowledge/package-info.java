@NullMarked
package dev.statehouse.crud.knowledge;

import org.jspecify.annotations.NullMarked;
