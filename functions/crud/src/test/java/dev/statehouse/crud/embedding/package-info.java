@NullMarked
package dev.statehouse.crud.embedding;

import org.jspecify.annotations.NullMarked;
