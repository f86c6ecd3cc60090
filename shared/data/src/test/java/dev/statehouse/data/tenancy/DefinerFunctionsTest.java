package dev.statehouse.data.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Relation;
import dev.statehouse.testing.Scene;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the application may call runs past row security, so each such function stands here with a call that would leak. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DefinerFunctionsTest {

    /**
     * A call, and the table whose rows it shows.
     *
     * @param sql asks for everything that the function can give, of whomever
     * @param answers the SQLSTATE that a workspace is answered, none of which operates the installation here
     */
    private record Call(String sql, String shows, String answers) {

        Call(String sql, String shows) {
            this(sql, shows, "");
        }

        static Call forOperators(String sql) {
            return new Call(sql, NOTHING, "SH002");
        }
    }

    private static final String NOTHING = "";

    /** {@code {conversations}} stands for an array of the ids of all conversations that there are. */
    private static final Map<String, Call> CALLS = Map.ofEntries(
            Map.entry(
                    "add_webhook_secret",
                    new Call(
                            "SELECT app.add_webhook_secret(gen_random_uuid(), gen_random_uuid(), 'key', '\\x00', now())",
                            NOTHING)),
            Map.entry(
                    "choose_embedding_model",
                    new Call("SELECT app.choose_embedding_model(gen_random_uuid())", NOTHING)),
            Map.entry(
                    "conversation_context",
                    new Call(
                            "SELECT m.id FROM unnest({conversations}) c, app.conversation_context(c, 1000000000, 1000, 1000000000) m",
                            "messages")),
            Map.entry("embedding_key", new Call("SELECT * FROM app.embedding_key(gen_random_uuid())", NOTHING)),
            Map.entry(
                    "embedding_progress", new Call("SELECT * FROM app.embedding_progress(gen_random_uuid())", NOTHING)),
            Map.entry("embedding_state", new Call("SELECT app.embedding_state(gen_random_uuid())", NOTHING)),
            Map.entry(
                    "embedding_state_of_entry",
                    new Call("SELECT app.embedding_state_of_entry(gen_random_uuid())", NOTHING)),
            Map.entry(
                    "fork_conversation",
                    new Call(
                            "SELECT app.fork_conversation(gen_random_uuid(), c, 2147483647, NULL, NULL, NULL)"
                                    + " FROM unnest({conversations}) c",
                            NOTHING)),
            Map.entry("is_being_removed", new Call("SELECT app.is_being_removed(gen_random_uuid())", NOTHING)),
            Map.entry(
                    "keep_search_sample",
                    new Call("SELECT app.keep_search_sample(gen_random_uuid(), '[1,2,3]')", NOTHING)),
            // Of vectors that others keep private nothing can be kept, and so of none.
            Map.entry(
                    "keep_vectors",
                    new Call(
                            "SELECT app.keep_vectors('[{\"id\": \"0190d0c8-0000-7000-8000-000000000000\"}]')",
                            NOTHING)),
            Map.entry("keep_search_times", new Call("SELECT operations.keep_search_times(ARRAY[1, 2, 3])", NOTHING)),
            Map.entry(
                    "list_messages",
                    new Call(
                            "SELECT m.id FROM unnest({conversations}) c, app.list_messages(c, 0, 2147483647, false, 1000, 1000000000) m",
                            "messages")),
            Map.entry(
                    "list_findings",
                    Call.forOperators(
                            "SELECT * FROM operations.list_findings(NULL, NULL, NULL, NULL, NULL, NULL, NULL, 100)")),
            Map.entry(
                    "list_measurements",
                    Call.forOperators("SELECT * FROM operations.list_measurements(NULL, NULL, 100)")),
            Map.entry("model_of_vectors", new Call("SELECT * FROM app.model_of_vectors(gen_random_uuid())", NOTHING)),
            Map.entry("list_promotions", Call.forOperators("SELECT * FROM operations.list_promotions(NULL, 100)")),
            Map.entry("list_removals", Call.forOperators("SELECT * FROM operations.list_removals(NULL, NULL, 100)")),
            Map.entry(
                    "list_runs", Call.forOperators("SELECT * FROM operations.list_runs(NULL, NULL, NULL, NULL, 100)")),
            Map.entry("newest_measurement", Call.forOperators("SELECT * FROM operations.newest_measurement()")),
            Map.entry("promote_workspace", Call.forOperators("SELECT operations.promote_workspace(gen_random_uuid())")),
            Map.entry(
                    "record_job_changes",
                    new Call(
                            "SELECT app.record_job_changes('redriven', (SELECT array_agg(j.id) FROM app.jobs j))",
                            NOTHING)),
            Map.entry("record_refusal", new Call("SELECT app.record_refusal('GET /v1/projects', 'role')", NOTHING)),
            Map.entry(
                    "remove_embedding_model",
                    new Call("SELECT app.remove_embedding_model(gen_random_uuid())", NOTHING)),
            Map.entry("retry_embeddings", new Call("SELECT app.retry_embeddings(gen_random_uuid())", NOTHING)),
            Map.entry("verify_audit_log", new Call("SELECT * FROM app.verify_audit_log(1, 1000)", NOTHING)),
            Map.entry(
                    "search",
                    new Call(
                            "SELECT * FROM app.search('{\"plain\": \"everywhere\"}',"
                                    + " '{\"kinds\": [\"message\"], \"all_versions\": true}', 100)",
                            "messages")),
            Map.entry("new_embedding_state", new Call("SELECT app.new_embedding_state()", NOTHING)),
            Map.entry("search_is_settling", new Call("SELECT app.search_is_settling()", NOTHING)),
            Map.entry(
                    "search_prompt_cards",
                    new Call(
                            "SELECT * FROM app.search_prompt_cards('everywhere', NULL, NULL, NULL, NULL, true, NULL, NULL, 100)",
                            "prompt_cards")),
            Map.entry("webhook_secret_keys", new Call("SELECT * FROM app.webhook_secret_keys()", NOTHING)));

    private TenancyFixture fixture;

    @BeforeAll
    void start() throws SQLException {
        fixture = new TenancyFixture();
    }

    @AfterAll
    void stop() throws SQLException {
        fixture.close();
    }

    @Test
    void noFunctionShowsWhatIsHidden() throws SQLException {
        int attempts = 0;
        List<String> leaks = new ArrayList<>();
        for (String function : definerFunctionsOfTheApplication()) {
            Call call = CALLS.get(function);
            assertNotNull(call, "app." + function + " runs past row security and has no leak test here");
            for (Bound bound : Bound.values()) {
                StringBuilder shown = new StringBuilder();
                Cell.Result result = fixture.attempt(bound, statement -> collect(statement, filled(call.sql()), shown));
                attempts++;
                if (bound.isBound()) {
                    assertEquals(call.answers(), result.state(), function + " " + bound + " " + result);
                    leaks.addAll(differences(call, bound, shown.toString()));
                } else {
                    assertEquals("SH001", result.state(), function + " " + bound + " " + result);
                }
            }
        }
        System.out.printf("definer functions: %d calls, %d differences%n", attempts, leaks.size());
        assertEquals(List.of(), leaks);
    }

    private String filled(String sql) {
        String ids = fixture.scenes().stream()
                .map(scene -> Objects.requireNonNull(scene.rows().get("conversations"))
                        .get("id"))
                .collect(java.util.stream.Collectors.joining(",", "'{", "}'::uuid[]"));
        return sql.replace("{conversations}", ids);
    }

    private List<String> differences(Call call, Bound bound, String shown) {
        if (call.shows().equals(NOTHING)) {
            return fixture.scenes().stream()
                    .flatMap(scene -> scene.rows().values().stream())
                    .map(row -> row.get("id"))
                    .filter(id -> id != null && shown.contains(id))
                    .toList();
        }
        Relation table = fixture.relations().stream()
                .filter(relation -> relation.name().equals(call.shows()))
                .findFirst()
                .orElseThrow();
        List<String> differences = new ArrayList<>();
        for (Scene scene : fixture.scenes()) {
            String id = Objects.requireNonNull(Verb.row(table, scene).get("id"));
            if (shown.contains(id) != fixture.isVisible(table, bound, scene)) {
                differences.add(
                        call.sql() + ", bound: " + bound + (shown.contains(id) ? " shows " : " misses ") + scene);
            }
        }
        return differences;
    }

    private static Cell.Result collect(Statement statement, String sql, StringBuilder shown) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT f::text FROM (" + sql + ") AS f")) {
            while (rows.next()) {
                shown.append(rows.getString(1)).append('\n');
            }
        }
        return Cell.Result.rows(0);
    }

    private List<String> definerFunctionsOfTheApplication() throws SQLException {
        List<String> functions = new ArrayList<>();
        try (Connection connection = fixture.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT p.proname
                        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
                        WHERE n.nspname NOT IN ('pg_catalog', 'information_schema') AND p.prosecdef
                          AND has_function_privilege('statehouse_app', p.oid, 'EXECUTE')
                        ORDER BY 1
                        """)) {
            while (rows.next()) {
                functions.add(rows.getString(1));
            }
        }
        return functions;
    }

    /** The test's own proof: a function that takes its workspace from an argument is seen. */
    @Test
    void aLeakWouldBeSeen() throws SQLException {
        Call leaking = new Call("SELECT * FROM app.prompt_cards", "prompt_cards");
        StringBuilder shown = new StringBuilder();
        try (Connection connection = fixture.database().connect("postgres", false);
                Statement statement = connection.createStatement()) {
            collect(statement, leaking.sql(), shown);
        }
        assertTrue(
                differences(leaking, Bound.MEMBER, shown.toString()).stream().anyMatch(line -> line.contains("shows")));
    }
}
