package dev.statehouse.worker.search;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.search.ChunkAlignment;
import dev.statehouse.data.search.ChunkAlignments;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;

/** Brings pieces into line with their row, batch after batch; where they are already, it does nothing. */
@Singleton
final class ChunkAlignmentHandler implements JobHandler<ChunkAlignment> {

    private static final int PIECES_AT_ONCE = 1_000;

    private final Workspaces workspaces;
    private final ChunkAlignments alignments;

    ChunkAlignmentHandler(Workspaces workspaces, ChunkAlignments alignments) {
        this.workspaces = workspaces;
        this.alignments = alignments;
    }

    @Override
    public JobKind<ChunkAlignment> kind() {
        return ChunkAlignment.KIND;
    }

    @Override
    public void run(RunningJob job, ChunkAlignment payload) {
        long done = 0;
        while (workspaces.statement(job.tenant(), () -> alignments.next(payload.parentId(), PIECES_AT_ONCE))) {
            done += PIECES_AT_ONCE;
            job.progress(done, null, "pieces are in line with what they belong to");
        }
    }
}
