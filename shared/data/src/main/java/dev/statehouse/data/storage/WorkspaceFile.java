package dev.statehouse.data.storage;

import dev.statehouse.data.Tenant;
import java.util.UUID;

/**
 * Names a file in the bucket. The workspace is part of the name, so the same id means another file to each tenant, and
 * nobody reaches a foreign one.
 *
 * @param folder what the file is for; the bucket's rules go by it
 */
public record WorkspaceFile(String folder, UUID workspaceId, UUID id) {

    /** A file that a caller brings. */
    public static WorkspaceFile upload(Tenant tenant, UUID id) {
        return new WorkspaceFile("uploads", tenant.workspaceId(), id);
    }

    /** A file that a caller takes away. */
    public static WorkspaceFile export(Tenant tenant, UUID id) {
        return new WorkspaceFile("exports", tenant.workspaceId(), id);
    }

    /** A file that is knowledge of the workspace. */
    public static WorkspaceFile knowledge(Tenant tenant, UUID id) {
        return new WorkspaceFile("knowledge", tenant.workspaceId(), id);
    }

    String key() {
        return folder + "/" + workspaceId + "/" + id;
    }
}
