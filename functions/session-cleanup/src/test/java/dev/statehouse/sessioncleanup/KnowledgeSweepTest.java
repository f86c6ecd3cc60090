package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which knowledge and which of its files go, which stay, and that the worker is told of each file that went. */
class KnowledgeSweepTest {

    private static final String REMOVAL = "kind = 'knowledge-file-removal'";

    private CleanupDatabase database;

    @BeforeEach
    void start() {
        database = new CleanupDatabase();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    /** One with so many pieces, a text and a file, deleted so long ago. */
    private UUID entry(String ago, int pieces) {
        UUID id = UUID.randomUUID();
        database.rows("""
                INSERT INTO knowledge_entries (workspace_id, id, title, source_type, content_version, pieces_version, deleted_at)
                VALUES ($w, '%1$s', 'Entry', 'text', 1, 1, now() - interval '%3$s');
                INSERT INTO knowledge_texts (workspace_id, entry_id, content_version, content) VALUES ($w, '%1$s', 1, 'text');
                INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)
                SELECT $w, gen_random_uuid(), '%1$s', n, 'text', 0, 4, 1 FROM generate_series(1, %2$d) n
                """.formatted(id, pieces, ago));
        upload(id, 1, "NULL");
        return id;
    }

    /** @param expires when it goes, in SQL */
    private UUID upload(UUID entry, int version, String expires) {
        UUID id = UUID.randomUUID();
        database.rows("""
                INSERT INTO knowledge_uploads
                    (workspace_id, id, entry_id, content_type, bytes, sha256, content_version, expires_at)
                VALUES ($w, '%s', '%s', 'text/plain', 4, repeat('0', 64), %s, %s)
                """.formatted(id, entry, version == 0 ? "NULL" : version, expires));
        return id;
    }

    private String removed() {
        return database.ask("SELECT coalesce(string_agg(f, ' ' ORDER BY f), '') FROM app.jobs,"
                + " jsonb_array_elements_text(payload -> 'uploadIds') f WHERE " + REMOVAL);
    }

    @Test
    void deletedKnowledgeGoesAfterAMonthWithAllThatItHas() throws IOException {
        UUID over = entry("31 days", 30);
        String file = database.ask("SELECT id FROM app.knowledge_uploads WHERE entry_id = '" + over + "'");
        UUID young = entry("29 days", 3);
        JsonNode swept = database.swept("knowledge_entries");
        assertEquals(1, swept.path("deleted").asInt(), swept::toString);
        assertFalse(database.isThere("knowledge_entries", over));
        assertTrue(database.isThere("knowledge_entries", young));
        assertEquals(3, database.count("knowledge_pieces", "true"));
        assertEquals(1, database.count("knowledge_texts", "true"));
        assertEquals(1, database.count("knowledge_uploads", "true"));
        assertEquals(file, removed());
        assertEquals(1, database.count("audit_entries", "action = 'purge' AND relation = 'knowledge_entries'"));
        database.assertLogIsWhole();
    }

    @Test
    void anEntryOfManyPiecesGoesInSeveralBatchesAndIsGoneFromTheFirstOn() throws IOException {
        UUID over = entry("31 days", 2_600);
        String batch = database.ask(
                "SELECT deleted || ' ' || more FROM app.purge_rows_with_pieces('knowledge_entries', '30 days', NULL, 1000)");
        assertEquals("0 true", batch);
        assertEquals(1_600, database.count("knowledge_pieces", "true"));
        assertEquals(1, database.count("knowledge_entries", "purge_begun_at IS NOT NULL"));
        assertEquals("", removed());
        database.swept("knowledge_entries");
        assertFalse(database.isThere("knowledge_entries", over));
        assertEquals(1, database.count("jobs", REMOVAL));
    }

    @Test
    void filesGoThatWereNeverTakenAndThoseWhosePlaceOthersTook() throws IOException {
        UUID entry = entry("0 days", 1);
        UUID forgotten = upload(entry, 0, "now() - interval '1 minute'");
        UUID open = upload(entry, 0, "now() + interval '1 hour'");
        UUID replaced = upload(entry, 2, "now() - interval '1 minute'");
        JsonNode swept = database.swept("knowledge_uploads");
        assertEquals(2, swept.path("deleted").asInt(), swept::toString);
        assertTrue(database.isThere("knowledge_uploads", open));
        assertEquals(2, database.count("knowledge_uploads", "true"), "the open one and the entry's own");
        assertTrue(removed().contains(forgotten.toString()) && removed().contains(replaced.toString()), removed());
    }

    @Test
    void aJobNamesAHundredFilesOfOneWorkspaceAtMost() throws IOException {
        UUID entry = entry("0 days", 1);
        for (int i = 0; i < 201; i++) {
            upload(entry, 0, "now() - interval '1 minute'");
        }
        database.swept("knowledge_uploads");
        assertEquals(3, database.count("jobs", REMOVAL));
        assertEquals(0, database.count("jobs", REMOVAL + " AND jsonb_array_length(payload -> 'uploadIds') > 100"));
    }

    @Test
    void aProjectsEndTakesKnowledgeOutOfItAndTellsSo() throws IOException {
        UUID project = database.deletedProject("31 days", 1);
        UUID entry = entry("0 days", 1);
        database.rows("UPDATE knowledge_entries SET deleted_at = NULL, project_id = '%s' WHERE id = '%s'"
                .formatted(project, entry));
        database.swept("projects");
        assertEquals(0, database.count("projects", "id = '" + project + "'"));
        assertEquals(1, database.count("knowledge_entries", "project_id IS NULL"));
        assertEquals(
                1,
                database.count(
                        "audit_entries",
                        "relation = 'knowledge_entries' AND row_id = '" + entry + "' AND before ->> 'project_id' = '"
                                + project + "'"));
        database.assertLogIsWhole();
    }
}
