package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Conversations that a workspace shares, by number, in a database of their own: most of ten messages, in all workspaces, and a few
 * of ten thousand.
 */
record ConversationData(TestDatabase database, Size size) {

    static final int LONG = 10_000;
    private static final int SHORT = 10;
    private static final int LONG_ONES = 20;
    private static final int STEP = 10_000;
    // Prime to every number of workspaces in use, so that a sample touches all of them.
    private static final int STRIDE = 53;
    private static final int SAMPLE = 20_000;
    private static final long TWELVE_DIGITS = 100_000_000_000L;
    private static final List<String> TABLES = List.of("conversations", "messages");

    int shortOnes() {
        return size.cards() / SHORT;
    }

    int messages() {
        return shortOnes() * SHORT + LONG_ONES * LONG;
    }

    static UUID id(int conversation) {
        return UUID.fromString("01990000-0000-7000-8005-" + (TWELVE_DIGITS + conversation));
    }

    UUID workspaceOf(int conversation) {
        return Cards.workspaceId(conversation % size.workspaces());
    }

    /** Of the short ones. */
    List<Integer> sample() {
        List<Integer> sample = new ArrayList<>();
        for (int i = 0; i < Math.min(SAMPLE, shortOnes()); i++) {
            sample.add((int) ((long) i * STRIDE % shortOnes()));
        }
        return sample;
    }

    List<Integer> longOnes() {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < LONG_ONES; i++) {
            all.add(shortOnes() + i);
        }
        return all;
    }

    void load() throws SQLException {
        Progress.say("conversations: loading " + messages() + " messages");
        database.migrate();
        // A superuser may switch triggers off; the rows are the owner's all the same.
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = app, public; SET synchronous_commit = off");
            statement.execute("""
                    INSERT INTO workspaces (id, slug, name)
                    SELECT ('%s' || %d + n)::uuid, 'workspace-' || n, 'Workspace ' || n FROM generate_series(0, %d) n
                    """.formatted(Cards.WORKSPACE_ID, TWELVE_DIGITS, size.workspaces() - 1));
            // The log of what is filled in would be most of the work.
            for (String table : TABLES) {
                statement.execute("ALTER TABLE " + table + " DISABLE TRIGGER ALL");
            }
            for (int from = 0; from < shortOnes(); from += STEP) {
                statement.execute(rows(from, Math.min(from + STEP, shortOnes()) - 1, SHORT));
            }
            for (int conversation : longOnes()) {
                statement.execute(rows(conversation, conversation, LONG));
            }
            for (String table : TABLES) {
                statement.execute("ALTER TABLE " + table + " ENABLE TRIGGER ALL");
                statement.execute("VACUUM ANALYZE " + table);
            }
        }
    }

    // A message has about 100 tokens; the first is the system's, and each thousandth is pinned.
    private String rows(int first, int last, int each) {
        return """
                BEGIN;
                CREATE TEMPORARY TABLE numbered ON COMMIT DROP AS
                SELECT ('%4$s' || %5$d + i %% %3$d)::uuid AS workspace_id, ('01990000-0000-7000-8005-' || %5$d + i)::uuid AS id, i
                FROM generate_series(%1$d, %2$d) i;
                INSERT INTO conversations (workspace_id, id, title, visibility, last_seq, message_count, token_count, updated_at)
                SELECT workspace_id, id, 'Conversation ' || i, 'workspace', %6$d, %6$d, 100 * %6$d, now() - i * interval '1 second'
                FROM numbered;
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, pinned, since_change)
                SELECT workspace_id, gen_random_uuid(), id, n,
                       CASE WHEN n = 1 THEN 'system' WHEN n %% 2 = 0 THEN 'user' ELSE 'assistant' END,
                       n || ': ' || repeat('What was said there, and what followed. ', 12), 100, n %% 1000 = 0, 0
                FROM numbered, generate_series(1, %6$d) n;
                COMMIT
                """.formatted(first, last, size.workspaces(), Cards.WORKSPACE_ID, TWELVE_DIGITS, each);
    }
}
