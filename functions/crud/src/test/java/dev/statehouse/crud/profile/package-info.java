@NullMarked
package dev.statehouse.crud.profile;

import org.jspecify.annotations.NullMarked;
