package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.data.Tenant;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Texts of before are read by a workspace's new language by the job that the change itself enqueued. */
class SearchSettlementTest {

    private static final int MANY = 450;

    private final UUID conversation = UUID.randomUUID();
    private WorkerDatabase database;
    private Tenant tenant;

    @BeforeEach
    void fill() {
        database = new WorkerDatabase();
        tenant = database.workspace();
        sql("""
                INSERT INTO conversations (workspace_id, id, visibility) VALUES ('%1$s', '%2$s', 'workspace');
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT '%1$s', gen_random_uuid(), '%2$s', n, 'user', 'Die schönen Häuser der Städte', 1, 0
                FROM generate_series(1, %3$d) n;
                INSERT INTO knowledge_entries (workspace_id, id, title, source_type, language)
                VALUES ('%1$s', '%2$s', 'Houses', 'text', 'en');
                INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)
                VALUES ('%1$s', gen_random_uuid(), '%2$s', 1, 'The beautiful houses of cities', 0, 30, 6);
                """);
    }

    @AfterEach
    void stop() {
        database.close();
    }

    private void sql(String statement) {
        database.database().asOwner(statement.formatted(tenant.workspaceId(), conversation, MANY));
    }

    private void choose(String language) {
        sql(
                "INSERT INTO search_settings (workspace_id, language) VALUES ('%1$s', '" + language
                        + "') ON CONFLICT (workspace_id) DO UPDATE SET language = EXCLUDED.language, revision = search_settings.revision + 1");
        // Its clock stands still, and what triggers enqueue has PostgreSQL's time.
        database.clock().move(Duration.ofHours(1));
    }

    private long pieces(String condition) {
        return database.count("SELECT count(*) FROM app.chunks WHERE " + condition);
    }

    @Test
    void allAreReadAnewButThoseThatSayTheirLanguage() {
        String ids = "SELECT count(*) FROM app.chunks WHERE id IN (SELECT id FROM before)";
        sql("CREATE TABLE before AS SELECT id FROM chunks");
        choose("german");
        assertEquals(MANY, pieces("language = 'english' AND kind = 'message'"));
        assertEquals(1, database.count("SELECT count(*) FROM app.search_spaces WHERE languages @> '{english,german}'"));
        assertEquals(1, database.run().completed());
        assertEquals(MANY, pieces("language = 'german' AND search = to_tsvector('german', content)"));
        assertEquals(1, pieces("language = 'english' AND kind = 'knowledge'"));
        assertEquals(
                MANY + 1, database.count(ids.replace("before", "app.before")), "pieces keep their ids and vectors");
        assertEquals(
                1,
                database.count(
                        "SELECT count(*) FROM app.search_spaces"
                                + " WHERE languages @> '{english,german}' AND cardinality(languages) = 2 AND settled_to IS NULL"));
    }

    @Test
    void aLanguageThatNothingIsReadByIsNotLookedBy() {
        sql("DELETE FROM knowledge_pieces; DELETE FROM knowledge_entries");
        choose("german");
        choose("simple");
        assertEquals(3, database.count("SELECT cardinality(languages) FROM app.search_spaces"));
        assertEquals(2, database.run().completed());
        assertEquals(MANY, pieces("language = 'simple'"));
        assertEquals(1, database.count("SELECT count(*) FROM app.search_spaces WHERE languages = '{simple}'"));
    }

    @Test
    void logLinesGoThatAreSearchedNoMore() {
        sql("""
                INSERT INTO search_settings (workspace_id, logs) VALUES ('%1$s', true);
                INSERT INTO agent_runs (workspace_id, id, name, agent) VALUES ('%1$s', '%2$s', 'n', 'a');
                INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message)
                SELECT '%1$s', '%2$s', id_at(floor(extract(epoch FROM now()) * 4096000)::bigint + n), 'info', 'words'
                FROM generate_series(1, %3$d) n;
                UPDATE search_settings SET logs = false, revision = 2;
                """);
        assertEquals(MANY, pieces("kind = 'log'"));
        database.clock().move(Duration.ofHours(1));
        assertEquals(1, database.run().completed());
        assertEquals(0, pieces("kind = 'log'"));
        assertEquals(MANY, pieces("kind = 'message' AND language = 'english'"));
    }

    @Test
    void itWaitsForThoseWhoMayStillWriteByTheLanguageOfBefore() throws SQLException {
        try (Connection writer = database.database().connect("statehouse_master", false);
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SET LOCAL ROLE statehouse_owner");
            statement.execute("""
                    INSERT INTO app.messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                    VALUES ('%s', gen_random_uuid(), '%s', 1000, 'user', 'Die späten Häuser', 1, 0)
                    """.formatted(tenant.workspaceId(), conversation));
            choose("german");
            assertEquals(0, database.run().completed());
            writer.commit();
        }
        assertEquals(1, pieces("language = 'english' AND content LIKE '%späten%'"));
        database.clock().move(Duration.ofHours(1));
        assertEquals(1, database.run().completed());
        assertEquals(MANY + 1, pieces("language = 'german'"));
    }
}
