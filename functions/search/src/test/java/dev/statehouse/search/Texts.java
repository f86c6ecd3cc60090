package dev.statehouse.search;

import dev.statehouse.data.Ids;
import dev.statehouse.testing.TestDatabase;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes rows with texts, as the functions that write them leave them. */
public record Texts(TestDatabase database, UUID workspace) {

    public UUID project(String name) {
        UUID id = Ids.next();
        sql("INSERT INTO projects (workspace_id, id, slug, name) VALUES ('%s', '%s', '%s', %s)"
                .formatted(workspace, id, id, quoted(name)));
        return id;
    }

    public UUID issue(UUID project, int number, String title, String body) {
        UUID id = Ids.next();
        sql(
                "INSERT INTO issues (workspace_id, id, project_id, number, title, body) VALUES ('%s', '%s', '%s', %s, %s, %s)"
                        .formatted(workspace, id, project, number, quoted(title), quoted(body)));
        return id;
    }

    /** A conversation of the whole workspace, or of its owner alone. */
    public UUID conversation(@Nullable UUID owner) {
        UUID id = Ids.next();
        sql(
                "INSERT INTO conversations (workspace_id, id, title, owner_id, visibility) VALUES ('%s', '%s', 'Talk', %s, '%s')"
                        .formatted(
                                workspace,
                                id,
                                owner == null ? "NULL" : "'" + owner + "'",
                                owner == null ? "workspace" : "private"));
        return id;
    }

    public UUID message(UUID conversation, int seq, String content) {
        return message(conversation, seq, content, "{}");
    }

    public UUID message(UUID conversation, int seq, String content, String metadata) {
        UUID id = Ids.next();
        sql(
                ("INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, metadata, token_count, since_change)"
                                + " VALUES ('%s', '%s', '%s', %s, 'user', %s, %s, 1, 0)")
                        .formatted(workspace, id, conversation, seq, quoted(content), quoted(metadata)));
        return id;
    }

    public UUID knowledge(String title, String content, String tags, @Nullable String language) {
        UUID entry = Ids.next();
        sql(
                ("INSERT INTO knowledge_entries (workspace_id, id, title, source_type, tags, language) VALUES ('%s', '%s', %s, 'text', %s, %s);"
                                + "INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)"
                                + " VALUES ('%1$s', '%7$s', '%2$s', 1, %6$s, 0, length(%6$s), 1)")
                        .formatted(
                                workspace,
                                entry,
                                quoted(title),
                                quoted(tags),
                                language == null ? "NULL" : quoted(language),
                                quoted(content),
                                Ids.next()));
        return entry;
    }

    /** A vector of a conversation, or of a person alone, or of the whole workspace. */
    public UUID vector(
            @Nullable UUID model, @Nullable UUID conversation, @Nullable UUID owner, String content, String fields) {
        UUID id = Ids.next();
        String visibility = owner == null ? "'workspace'" : "'private'";
        sql(
                ("INSERT INTO vectors (workspace_id, id, model_id, conversation_id, owner_id, visibility, content, metadata, tags)"
                                + " VALUES ('%s', '%s', %s, %s, %s, %s, %s, %s)")
                        .formatted(
                                workspace,
                                id,
                                model == null ? "NULL" : "'" + model + "'",
                                conversation == null ? "NULL" : "'" + conversation + "'",
                                owner == null ? "NULL" : "'" + owner + "'",
                                conversation == null ? visibility : "NULL",
                                quoted(content),
                                fields));
        return id;
    }

    public UUID identity() {
        UUID id = Ids.next();
        sql("INSERT INTO identities (workspace_id, id, name) VALUES ('%s', '%s', 'Somebody')".formatted(workspace, id));
        return id;
    }

    public UUID profile(UUID identity, String headline, String summary) {
        UUID id = Ids.next();
        sql(
                "INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, summary) VALUES ('%s', '%s', '%s', 'p-%s', %s, %s)"
                        .formatted(
                                workspace,
                                id,
                                identity,
                                id.toString().substring(24),
                                quoted(headline),
                                quoted(summary)));
        return id;
    }

    public UUID experience(UUID identity, String title, String description) {
        UUID id = Ids.next();
        sql(("INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, description, start_date)"
                        + " VALUES ('%s', '%s', '%s', 'Acme', %s, %s, '2020-01-01')")
                .formatted(workspace, id, identity, quoted(title), quoted(description)));
        return id;
    }

    public UUID skill(UUID identity, String name, String category) {
        UUID id = Ids.next();
        sql("INSERT INTO skills (workspace_id, id, identity_id, name, category) VALUES ('%s', '%s', '%s', %s, %s)"
                .formatted(workspace, id, identity, quoted(name), quoted(category)));
        return id;
    }

    private void sql(String statement) {
        database.asOwner(statement);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
