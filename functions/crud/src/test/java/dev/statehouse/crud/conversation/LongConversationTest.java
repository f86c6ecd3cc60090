package dev.statehouse.crud.conversation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is read of a conversation of 10,000 messages to show a few: pages are counted, for a busy machine's clock tells nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LongConversationTest {

    private static final int MESSAGES = 10_000;
    /** The rows alone lie on more than this: 1 kB each, eight to a page. */
    private static final int PAGES = MESSAGES / 8;

    private Talks talks;
    private String path;
    private String fork;

    @BeforeAll
    void start() {
        talks = new Talks();
        path = talks.conversation();
        fill(path, 1);
        fork = talks.api().post(path + "/forks", "{\"seq\": 10000}").expect(201).header("location");
        talks.add(fork, "own");
    }

    private void fill(String conversation, int first) {
        talks.crud().database().asOwner("""
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, pinned, since_change)
                SELECT '%1$s', gen_random_uuid(), '%2$s', n, CASE WHEN n = 1 THEN 'system' ELSE 'user' END,
                       repeat(md5(n::text), 30), 100, n %% 1000 = 0, 0
                FROM generate_series(%3$d, %4$d) n;
                UPDATE conversations SET last_seq = %4$d, message_count = %4$d, token_count = 100 * %4$d WHERE id = '%2$s';
                """.formatted(
                        talks.crud().workspace(), Talks.id(conversation), first, MESSAGES));
    }

    @AfterAll
    void stop() {
        talks.close();
    }

    private long pages(String call) throws SQLException, IOException {
        try (Connection connection = talks.crud().database().connect("statehouse_app", false);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT app.enter_workspace('%s', '%s')"
                    .formatted(talks.crud().workspace(), talks.member()));
            // The first call of a session reads the catalogue.
            statement.execute("SELECT * FROM app." + call);
            try (ResultSet plan =
                    statement.executeQuery("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM app." + call)) {
                plan.next();
                JsonNode node = new ObjectMapper().readTree(plan.getString(1)).at("/0/Plan");
                return node.path("Shared Hit Blocks").asLong()
                        + node.path("Shared Read Blocks").asLong();
            }
        }
    }

    @Test
    void aContextReadsLittleMoreThanItShows() throws SQLException, IOException {
        for (String conversation : new String[] {path, fork}) {
            long read = pages("conversation_context('%s', 5000, 2000, 3000000)".formatted(Talks.id(conversation)));
            assertTrue(read < PAGES / 2, read + " pages");
        }
    }

    @Test
    void aPageReadsLittleMoreThanItShows() throws SQLException, IOException {
        for (String conversation : new String[] {path, fork}) {
            for (String order : new String[] {"false", "true"}) {
                long read = pages(
                        "list_messages('%s', 100, 9900, %s, 50, 3000000)".formatted(Talks.id(conversation), order));
                assertTrue(read < PAGES / 2, read + " pages");
            }
        }
    }

    @Test
    void aContextHasTheNewestThatFit() {
        JsonNode context =
                talks.api().get(path + "/context?tokens=5000").expect(200).json();
        assertEquals(50, context.path("messages").size());
        assertEquals(5_000, context.path("tokens").asInt());
        assertEquals(9_950, context.at("/leftOut/messages").asInt());
    }
}
