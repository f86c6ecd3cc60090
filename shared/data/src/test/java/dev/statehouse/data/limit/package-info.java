@NullMarked
package dev.statehouse.data.limit;

import org.jspecify.annotations.NullMarked;
