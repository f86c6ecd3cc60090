@NullMarked
package dev.statehouse.crud.project;

import org.jspecify.annotations.NullMarked;
