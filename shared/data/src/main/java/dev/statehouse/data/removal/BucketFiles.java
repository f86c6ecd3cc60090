package dev.statehouse.data.removal;

import dev.statehouse.data.storage.ListedFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A workspace's files in the bucket; people have none of their own. */
@Singleton
@Requires(beans = WorkspaceFiles.class)
final class BucketFiles implements OutsideStore {

    // What S3 deletes by one request.
    private static final int MOST = 1_000;

    private final WorkspaceFiles files;

    BucketFiles(WorkspaceFiles files) {
        this.files = files;
    }

    @Override
    public String name() {
        return "bucket";
    }

    @Override
    public OutsideBatch some(String kind, UUID subjectId) {
        List<ListedFile> found = kind.equals("workspace") && files.isSetUp() ? files.some(subjectId, MOST) : List.of();
        return new OutsideBatch(
                name(),
                found.stream().map(ListedFile::key).toList(),
                Map.of(
                        "bucket",
                        Map.of(
                                "objects",
                                (long) found.size(),
                                "bytes",
                                found.stream().mapToLong(ListedFile::bytes).sum())));
    }

    @Override
    public void delete(List<String> keys) {
        files.delete(keys);
    }
}
