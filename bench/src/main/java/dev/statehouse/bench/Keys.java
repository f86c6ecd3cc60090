package dev.statehouse.bench;

import dev.statehouse.data.identity.ApiKeyText;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** API keys of as many workspaces, all on the plan whose limits no benchmark reaches. */
final class Keys {

    private static final int KEYS = 200;

    private Keys() {}

    /** New ones; those of earlier runs are deleted. A request's path is its key's text. */
    static Requests make(Lab lab) throws SQLException {
        List<Requests.Get> keys = new ArrayList<>();
        SecureRandom random = new SecureRandom();
        try (Connection connection = lab.servers().database().connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
            statement.execute("DELETE FROM api_keys WHERE name = 'bench'");
            statement.execute("UPDATE workspaces SET plan = 'unlimited' WHERE plan <> 'unlimited'");
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO api_keys (workspace_id, id, name, prefix, secret_sha256, role)
                    VALUES (?, ?, 'bench', ?, ?, 'editor')
                    """)) {
                for (int i = 0; i < KEYS; i++) {
                    UUID workspace = Cards.workspaceId(i % lab.size().workspaces());
                    ApiKeyText key = ApiKeyText.random(random);
                    insert.setObject(1, workspace);
                    insert.setObject(2, UUID.randomUUID());
                    insert.setString(3, key.prefix());
                    insert.setBytes(4, key.sha256());
                    insert.executeUpdate();
                    keys.add(new Requests.Get(workspace, key.text()));
                }
            }
        }
        return new Requests("keys", keys);
    }
}
