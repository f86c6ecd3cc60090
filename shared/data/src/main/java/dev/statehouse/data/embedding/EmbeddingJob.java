package dev.statehouse.data.embedding;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.time.Duration;

/**
 * A job that makes the vectors that a workspace's pieces wait for. It is enqueued by whoever writes pieces ({@code call_for_embedding});
 * there is one of a workspace at a time.
 */
public record EmbeddingJob() {

    public static final JobKind<EmbeddingJob> KIND = new JobKind<>(
            "embedding", EmbeddingJob.class, 20, new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(30)));
}
