/** Routes of jobs. */
@NullMarked
package dev.statehouse.crud.job;

import org.jspecify.annotations.NullMarked;
