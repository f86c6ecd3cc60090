package dev.statehouse.data.audit;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * How far a check of the log came, and what it found. Each transaction is a link; links count from 1.
 *
 * @param checked links that were found whole
 * @param next where to go on; null if the end was reached, or a broken link
 * @param links how many there are
 * @param broken the first broken link; null if none is
 * @param fault what is wrong with it: entry-missing, entry-added, entry-changed, link-missing, hash-differs or head-differs
 * @param lastHash of the last whole link, in hexadecimal. Kept elsewhere, it tells later whether all up to here is what it was
 */
@Introspected
public record AuditCheck(
        int checked,
        @Nullable Long next,
        long links,
        @Nullable Long broken,
        @Nullable String fault,
        @Nullable String lastHash) {}
