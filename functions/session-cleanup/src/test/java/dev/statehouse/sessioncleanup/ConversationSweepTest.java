package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Ids;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessageAppends;
import dev.statehouse.data.conversation.ShownMessages;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which conversations go, which stay, and what forks keep of them. */
class ConversationSweepTest {

    private static final String UNTOUCHED = "untouched_conversations";

    private CleanupDatabase database;

    @BeforeEach
    void start() {
        database = new CleanupDatabase();
    }

    @AfterEach
    void stop() {
        database.close();
    }

    /** One with so many messages, the first of which was edited, last touched so long ago. */
    private UUID conversation(String ago, int messages) {
        UUID id = UUID.randomUUID();
        database.rows("""
                INSERT INTO conversations (workspace_id, id, owner_id, last_seq, last_change, message_count, token_count, updated_at)
                VALUES ($w, '%1$s', $p, %2$d, 1, %2$d, 5 * %2$d, now() - interval '%3$s');
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT $w, gen_random_uuid(), '%1$s', n, 'user', 'text ' || n, 5, CASE n WHEN 1 THEN 1 ELSE 0 END
                FROM generate_series(1, %2$d) n;
                INSERT INTO message_revisions (workspace_id, id, conversation_id, seq, message_id, number, role, content, metadata,
                                               token_count, pinned, since_change, until_change, written_at, message_created_at)
                SELECT $w, gen_random_uuid(), conversation_id, 1, id, 1, 'user', 'before', '{}', 5, false, 0, 1, now(), now()
                FROM messages WHERE conversation_id = '%1$s' AND seq = 1;
                """.formatted(id, messages, ago));
        return id;
    }

    private UUID fork(UUID parent, int seq) {
        UUID fork = Ids.next();
        assertEquals(
                "forked",
                database.write(
                        () -> database.application(Conversations.class).fork(fork, parent, seq, null, null, null)));
        return fork;
    }

    private String shown(UUID conversation) {
        return String.join(
                ", ",
                database
                        .read(() -> database.application(ShownMessages.class).after(conversation, 0, 100))
                        .messages()
                        .stream()
                        .map(Message::content)
                        .toList());
    }

    private void untouchedFor(UUID conversation, String ago) {
        database.sql("UPDATE conversations SET updated_at = now() - interval '%s' WHERE id = '%s'"
                .formatted(ago, conversation));
    }

    private void deletedFor(UUID conversation, String ago) {
        database.sql("UPDATE conversations SET deleted_at = now() - interval '%s' WHERE id = '%s'"
                .formatted(ago, conversation));
    }

    @Test
    void whatNobodyTouchedForNinetyDaysGoesAndIsShownBefore() throws IOException {
        UUID over = conversation("91 days", 3);
        UUID young = conversation("89 days", 3);
        JsonNode due =
                database.run("{\"dryRun\": true}").path("counts").path("sweeps").path(UNTOUCHED);
        assertEquals(1, due.path("left").asInt());
        assertEquals(0, due.path("deleted").asInt());
        assertTrue(database.isThere("conversations", over));
        JsonNode swept = database.swept(UNTOUCHED);
        assertEquals(1, swept.path("deleted").asInt());
        assertEquals(0, swept.path("left").asInt());
        assertFalse(database.isThere("conversations", over));
        assertEquals(0, database.count("messages", "conversation_id = '" + over + "'"));
        assertEquals(0, database.count("message_revisions", "conversation_id = '" + over + "'"));
        assertTrue(database.isThere("conversations", young));
        assertEquals(3, database.count("messages", "true"));
        assertEquals(1, database.count("audit_entries", """
                action = 'purge' AND relation = 'conversations' AND row_id = '%s' AND visibility = 'private'
                AND owner_id = '%s' AND after ->> 'messages' = '3'
                """.formatted(over, database.person())));
        database.assertLogIsWhole();
    }

    @Test
    void ofALongConversationThatWasDeletedNothingIsLeftToBeFound() throws IOException {
        UUID gone = conversation("1 day", 1_200);
        deletedFor(gone, "31 days");
        assertEquals(1, database.count("chunk_backlog", "parent_id = '" + gone + "'"));
        assertEquals(1, database.swept("conversations").path("deleted").asInt());
        assertFalse(database.isThere("conversations", gone));
        assertEquals(0, database.count("chunks", "true"));
        assertEquals(0, database.count("chunk_backlog", "true"));
    }

    @Test
    void anOldConversationWithAMessageOfTodayStays() throws IOException {
        UUID old = conversation("91 days", 1);
        database.write(() -> database.application(MessageAppends.class)
                .append(
                        old,
                        "[{\"id\": \"%s\", \"role\": \"user\", \"content\": \"today\", \"tokenCount\": 5}]"
                                .formatted(UUID.randomUUID())));
        assertEquals(0, database.swept(UNTOUCHED).path("deleted").asInt());
        assertEquals("text 1, today", shown(old));
    }

    @Test
    void eachWorkspaceKeepsItsHistoryForItsOwnTime() throws IOException {
        conversation("8 days", 1);
        conversation("10 years", 1);
        database.rows("UPDATE workspaces SET history_retention_days = NULL WHERE id = $w");
        assertEquals(0, database.swept(UNTOUCHED).path("deleted").asInt());
        database.rows("UPDATE workspaces SET history_retention_days = 7 WHERE id = $w");
        assertEquals(2, database.swept(UNTOUCHED).path("deleted").asInt());
    }

    @Test
    void whatWasDeletedGoesAfterThirtyDays() throws IOException {
        UUID over = conversation("1 day", 2);
        deletedFor(over, "31 days");
        UUID young = conversation("1 day", 2);
        deletedFor(young, "29 days");
        assertEquals(1, database.swept("conversations").path("deleted").asInt());
        assertFalse(database.isThere("conversations", over));
        assertTrue(database.isThere("conversations", young));
    }

    @Test
    void oneWithManyMessagesGoesInManyBatches() throws IOException {
        UUID over = conversation("91 days", 3_000);
        UUID deleted = conversation("1 day", 3_000);
        deletedFor(deleted, "31 days");
        database.run("{}");
        assertEquals(0, database.count("messages", "true"));
        assertFalse(database.isThere("conversations", over));
        assertFalse(database.isThere("conversations", deleted));
    }

    @Test
    void whatAForkShowsStaysUntilTheForkIsGone() throws IOException {
        UUID parent = conversation("1 day", 4);
        UUID fork = fork(parent, 2);
        UUID further = fork(fork, 1);
        untouchedFor(parent, "91 days");
        deletedFor(parent, "31 days");
        database.run("{}");
        assertNull(database.read(() -> database.application(Conversations.class).find(parent)));
        assertEquals(
                0,
                database.write(() -> database.application(Conversations.class).restore(parent))
                        .size());
        assertEquals("text 1, text 2", shown(fork));
        assertEquals("text 1", shown(further));
        assertEquals(2, database.count("messages", "conversation_id = '" + parent + "'"));
        JsonNode again = database.run("{}").path("counts").path("sweeps");
        assertEquals(0, again.path("conversations").path("deleted").asInt());
        assertEquals(0, again.path("conversations").path("left").asInt());
        assertEquals(0, again.path(UNTOUCHED).path("left").asInt());

        untouchedFor(fork, "91 days");
        database.run("{}");
        assertFalse(database.isThere("conversations", fork));
        assertEquals("text 1", shown(further));

        deletedFor(further, "31 days");
        database.run("{}");
        database.run("{}");
        assertEquals(
                List.of(0L, 0L, 0L, 0L),
                List.of(
                        database.count("conversations", "true"),
                        database.count("messages", "true"),
                        database.count("message_revisions", "true"),
                        database.count("conversation_segments", "true")));
        database.assertLogIsWhole();
    }

    @Test
    void aProjectThatGoesLeavesItsConversations() throws IOException {
        UUID project = database.deletedProject("31 days", 1);
        UUID conversation = conversation("1 day", 1);
        database.sql("UPDATE conversations SET project_id = '%s' WHERE id = '%s'".formatted(project, conversation));
        String touched = database.ask("SELECT updated_at FROM app.conversations");
        database.run("{}");
        assertFalse(database.isThere("projects", project));
        assertEquals(1, database.count("conversations", "project_id IS NULL"));
        assertEquals(touched, database.ask("SELECT updated_at FROM app.conversations"));
        assertEquals(
                1,
                database.count(
                        "audit_entries",
                        "relation = 'conversations' AND action = 'update'" + " AND after = '{\"project_id\": null}'"));
    }
}
