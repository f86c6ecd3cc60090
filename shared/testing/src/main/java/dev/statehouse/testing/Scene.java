package dev.statehouse.testing;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * One row in every table, belonging together: a workspace's common ones, or a person's private ones where a table knows
 * privacy.
 *
 * @param rows column values by table, filled in by {@link RowFactory}
 */
public record Scene(
        UUID workspace, UUID person, boolean isPrivate, Map<String, Map<String, String>> rows) {

    static Scene of(UUID workspace, UUID person, boolean isPrivate) {
        Map<String, Map<String, String>> rows = new HashMap<>();
        rows.put("workspaces", Map.of("id", workspace.toString()));
        rows.put("users", Map.of("id", person.toString()));
        rows.put("memberships", Map.of("workspace_id", workspace.toString(), "user_id", person.toString()));
        return new Scene(workspace, person, isPrivate, rows);
    }

    @Override
    public String toString() {
        return (isPrivate ? "private rows of " + person : "common rows") + " of workspace " + workspace;
    }
}
