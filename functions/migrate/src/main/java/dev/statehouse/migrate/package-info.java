/** Brings the database to the newest schema, as a step of a deployment. */
@NullMarked
package dev.statehouse.migrate;

import org.jspecify.annotations.NullMarked;
