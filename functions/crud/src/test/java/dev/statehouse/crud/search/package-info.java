@NullMarked
package dev.statehouse.crud.search;

import org.jspecify.annotations.NullMarked;
