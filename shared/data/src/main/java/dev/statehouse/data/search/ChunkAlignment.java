package dev.statehouse.data.search;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.util.UUID;

/**
 * A job that brings the pieces of a row of many into line with it, such as the messages of a conversation that was deleted. Until it is
 * done a search finds none of them. It is enqueued by the change itself, in the database.
 *
 * @param parentId of the row, in the job's workspace
 */
public record ChunkAlignment(UUID parentId) {

    public static final JobKind<ChunkAlignment> KIND =
            new JobKind<>("chunk-alignment", ChunkAlignment.class, 20, Backoff.USUAL);
}
