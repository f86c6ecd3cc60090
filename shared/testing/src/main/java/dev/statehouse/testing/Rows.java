package dev.statehouse.testing;

import java.util.UUID;

/** Makes the rows around a test: only what it names matters, the rest is filled in. */
public final class Rows {

    private final TestDatabase database;

    public Rows(TestDatabase database) {
        this.database = database;
    }

    public UUID workspace() {
        UUID id = UUID.randomUUID();
        database.asOwner(
                "INSERT INTO workspaces (id, slug, name) VALUES ('%s', 'w-%s', 'Workspace')".formatted(id, id));
        return id;
    }

    /** A user who is a member of the workspace. */
    public UUID member(UUID workspace, String role) {
        UUID id = UUID.randomUUID();
        database.asOwner("""
                INSERT INTO users (id, email) VALUES ('%1$s', '%1$s@example.org');
                INSERT INTO memberships (workspace_id, user_id, role) VALUES ('%2$s', '%1$s', '%3$s')
                """.formatted(id, workspace, role));
        return id;
    }
}
