package dev.statehouse.worker.knowledge;

import dev.statehouse.data.DataError;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.knowledge.KnowledgeFileRemoval;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Removes files from the bucket. One that is gone already is none to be removed. */
@Singleton
final class KnowledgeFileRemovalHandler implements JobHandler<KnowledgeFileRemoval> {

    private final WorkspaceFiles files;

    KnowledgeFileRemovalHandler(WorkspaceFiles files) {
        this.files = files;
    }

    @Override
    public JobKind<KnowledgeFileRemoval> kind() {
        return KnowledgeFileRemoval.KIND;
    }

    @Override
    public void run(RunningJob job, KnowledgeFileRemoval payload) {
        try {
            for (UUID upload : payload.uploadIds()) {
                job.checkpoint();
                files.delete(WorkspaceFile.knowledge(job.tenant(), upload));
            }
        } catch (DataError unavailable) {
            throw JobFailure.passing(String.valueOf(unavailable.getMessage()));
        }
    }
}
