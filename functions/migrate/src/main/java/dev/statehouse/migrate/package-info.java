/** The deploy step that brings the database to the newest schema. */
@NullMarked
package dev.statehouse.migrate;

import org.jspecify.annotations.NullMarked;
