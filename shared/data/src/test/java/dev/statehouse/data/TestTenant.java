package dev.statehouse.data;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

record TestTenant(UUID workspaceId, @Nullable UUID personId) implements Tenant {

    static TestTenant of(UUID workspace) {
        return new TestTenant(workspace, null);
    }
}
