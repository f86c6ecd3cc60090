@NullMarked
package dev.statehouse.maintenance;

import org.jspecify.annotations.NullMarked;
