package dev.statehouse.maintenance;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * When maintenance does something about what it sees. {@code MAINTENANCE_REINDEX_BYTES} and so on set it otherwise.
 *
 * @param deadRows a table with fewer is not vacuumed for their sake; nor analyzed for so many changed ones
 * @param deadShare of all rows, from which on it is; the same of changed rows
 * @param wraparoundShare of the age at which PostgreSQL would vacuum by force ({@code autovacuum_freeze_max_age}): from there on
 *     a table is frozen at night, and half-way from there it is a finding
 * @param reindexBytes an index that would shrink by less is not rebuilt
 * @param reindexShare of an index that must be air before it is rebuilt
 * @param reindexMost indexes that a run rebuilds, those with the most air
 * @param promotionPieces a workspace with so many pieces of text gets a shard of its own; below, comparing all vectors takes some
 *     milliseconds
 * @param recallTarget of the ten nearest pieces, the share that an index of vectors should find
 * @param observedDays an index is called unused after so many without a scan
 */
@ConfigurationProperties("maintenance")
record MaintenanceSettings(
        @Bindable(defaultValue = "1000") long deadRows,
        @Bindable(defaultValue = "0.1") double deadShare,
        @Bindable(defaultValue = "0.5") double wraparoundShare,
        @Bindable(defaultValue = "1048576") long reindexBytes,
        @Bindable(defaultValue = "0.5") double reindexShare,
        @Bindable(defaultValue = "5") int reindexMost,
        @Bindable(defaultValue = "10000") long promotionPieces,
        @Bindable(defaultValue = "0.99") double recallTarget,
        @Bindable(defaultValue = "30") int observedDays) {}
