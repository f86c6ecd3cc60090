package dev.statehouse.data.knowledge;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.NewJob;
import java.time.Duration;
import java.util.UUID;

/**
 * A job that makes an entry's text and pieces out of its newest content. Its last attempt only tells that the others came to no end,
 * so that no entry is being processed for ever.
 *
 * @param entryId of the job's workspace
 * @param version the entry's {@code piecesVersion}; of an earlier one nothing is done
 */
public record KnowledgeExtraction(UUID entryId, int version) {

    public static final JobKind<KnowledgeExtraction> KIND = new JobKind<>(
            "knowledge-extraction",
            KnowledgeExtraction.class,
            9,
            new Backoff(Duration.ofSeconds(10), Duration.ofHours(1)));

    /** The job for the pieces that an entry waits for. */
    public static NewJob<KnowledgeExtraction> of(KnowledgeEntry entry) {
        return KIND.of(new KnowledgeExtraction(entry.id(), entry.piecesVersion()));
    }
}
