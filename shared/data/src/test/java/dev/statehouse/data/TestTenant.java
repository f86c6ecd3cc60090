package dev.statehouse.data;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A workspace that nobody in particular works in. */
public record TestTenant(UUID workspaceId, @Nullable UUID personId) implements Tenant {

    public static TestTenant of(UUID workspace) {
        return new TestTenant(workspace, null);
    }
}
