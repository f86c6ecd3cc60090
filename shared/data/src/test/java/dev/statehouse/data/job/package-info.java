@NullMarked
package dev.statehouse.data.job;

import org.jspecify.annotations.NullMarked;
