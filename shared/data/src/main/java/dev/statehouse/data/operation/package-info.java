/** What the installation knows of its own work: the runs of functions by schedule. No tenant's rows. */
@NullMarked
package dev.statehouse.data.operation;

import org.jspecify.annotations.NullMarked;
