package dev.statehouse.data.knowledge;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A job that removes files from the bucket whose rows are gone; {@code app.remove_knowledge_files} enqueues it.
 *
 * @param uploadIds of the job's workspace, a hundred at most
 */
public record KnowledgeFileRemoval(List<UUID> uploadIds) {

    public static final JobKind<KnowledgeFileRemoval> KIND = new JobKind<>(
            "knowledge-file-removal",
            KnowledgeFileRemoval.class,
            20,
            new Backoff(Duration.ofMinutes(1), Duration.ofHours(12)));
}
