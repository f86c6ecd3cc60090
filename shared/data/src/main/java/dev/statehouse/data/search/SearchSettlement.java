package dev.statehouse.data.search;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.time.Duration;

/**
 * A job that brings a workspace's pieces into line with its search settings: reads those anew that were read by another language, and
 * takes away log lines that are searched no more. It is enqueued by the change itself, in the database.
 */
public record SearchSettlement() {

    public static final JobKind<SearchSettlement> KIND = new JobKind<>(
            "search-settlement",
            SearchSettlement.class,
            20,
            new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30)));
}
