/** The schema of the database and its way from one version to the next. */
@NullMarked
package dev.statehouse.migrations;

import org.jspecify.annotations.NullMarked;
