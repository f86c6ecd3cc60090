@NullMarked
package dev.statehouse.crud.prompt;

import org.jspecify.annotations.NullMarked;
