/**
 * Keeps the database in order, at night: partitions, indexes, statistics, dead rows; and tells what is wrong with the schema. It
 * acts as the tables' owner, past the pooler.
 */
@NullMarked
package dev.statehouse.maintenance;

import org.jspecify.annotations.NullMarked;
