package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How each batch finds its rows in filled tables, as auto_explain tells it of every statement inside the functions: by an index,
 * in its order. A batch that sorted or read the whole would take longer with every row that is there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlanTest {

    private static final Pattern WHOLE = Pattern.compile("Seq Scan on (?!pg_)|Sort|Bitmap|Hash Join|Merge Join");

    private CleanupDatabase database;

    @BeforeAll
    void fill() {
        database = new CleanupDatabase();
        database.rows("""
                ALTER TABLE user_sessions DISABLE TRIGGER USER;
                ALTER TABLE invitations DISABLE TRIGGER USER;
                ALTER TABLE users DISABLE TRIGGER USER;
                ALTER TABLE prompt_cards DISABLE TRIGGER USER;
                ALTER TABLE prompt_versions DISABLE TRIGGER USER;
                ALTER TABLE projects DISABLE TRIGGER USER;
                ALTER TABLE issues DISABLE TRIGGER USER;
                ALTER TABLE model_preferences DISABLE TRIGGER USER;
                ALTER TABLE style_guides DISABLE TRIGGER USER;
                CREATE FUNCTION hours_ago_or_to_come(n integer) RETURNS timestamptz LANGUAGE sql AS
                    $$ SELECT now() + (n - 10000) * interval '1 hour' $$;
                INSERT INTO user_sessions (id, user_id, token_sha256, expires_at, ends_at)
                SELECT gen_random_uuid(), $p, sha256('s'), hours_ago_or_to_come(n), now() + interval '10 years' FROM generate_series(1, 20000) n;
                INSERT INTO user_tokens (id, user_id, purpose, email, token_sha256, expires_at)
                SELECT gen_random_uuid(), $p, 'reset_password', 'a@example.org', sha256(('t' || n)::bytea), hours_ago_or_to_come(n)
                FROM generate_series(1, 20000) n;
                INSERT INTO user_registrations (id, username, email, first_name, last_name, password_hash, token_sha256, expires_at)
                SELECT gen_random_uuid(), 'user' || n, 'r@example.org', '', '', 'x', sha256(('r' || n)::bytea), hours_ago_or_to_come(n)
                FROM generate_series(1, 20000) n;
                INSERT INTO invitations (workspace_id, id, email, role, token_sha256, expires_at)
                SELECT $w, gen_random_uuid(), 'i' || n || '@example.org', 'viewer', sha256('i'), hours_ago_or_to_come(n)
                FROM generate_series(1, 20000) n;
                INSERT INTO idempotency_keys (workspace_id, caller_id, key, request_sha256, status, headers, body, created_at)
                SELECT $w, $p, 'k' || n, sha256('k'), 201, '{}', '', hours_ago_or_to_come(n) FROM generate_series(1, 20000) n;
                INSERT INTO projects (workspace_id, id, slug, name, deleted_at)
                SELECT $w, gen_random_uuid(), 'p' || n, 'Project', CASE WHEN n % 2 = 0 THEN hours_ago_or_to_come(n) END
                FROM generate_series(1, 20000) n;
                INSERT INTO issues (workspace_id, id, project_id, number, title, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 1, 'Issue', deleted_at FROM projects;
                INSERT INTO style_guides (workspace_id, id, project_id, language, name, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 'en', 'Guide', deleted_at FROM projects;
                INSERT INTO model_preferences (workspace_id, id, project_id, task, provider, model, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 'task', 'provider', 'model', deleted_at FROM projects;
                INSERT INTO prompt_cards (workspace_id, id, slug, title, search, last_version, deleted_at)
                SELECT $w, gen_random_uuid(), 'c' || n, 'Card', '', 1, CASE WHEN n % 2 = 0 THEN hours_ago_or_to_come(n) END
                FROM generate_series(1, 20000) n;
                INSERT INTO prompt_versions (workspace_id, id, card_id, number, template)
                SELECT workspace_id, gen_random_uuid(), id, 1, 'text' FROM prompt_cards;
                INSERT INTO users (id, email, deleted_at)
                SELECT gen_random_uuid(), n || '@example.org', CASE WHEN n % 2 = 0 THEN hours_ago_or_to_come(n) END
                FROM generate_series(1, 20000) n;
                INSERT INTO omitted_refusals (workspace_id, id, credential_id, via, created_at)
                SELECT gen_random_uuid(), gen_random_uuid(), $p, 'key', hours_ago_or_to_come(n) FROM generate_series(1, 20000) n;
                ALTER TABLE user_sessions ENABLE TRIGGER USER;
                ALTER TABLE invitations ENABLE TRIGGER USER;
                ALTER TABLE users ENABLE TRIGGER USER;
                ALTER TABLE prompt_cards ENABLE TRIGGER USER;
                ALTER TABLE prompt_versions ENABLE TRIGGER USER;
                ALTER TABLE projects ENABLE TRIGGER USER;
                ALTER TABLE issues ENABLE TRIGGER USER;
                ALTER TABLE model_preferences ENABLE TRIGGER USER;
                ALTER TABLE style_guides ENABLE TRIGGER USER;
                ANALYZE
                """);
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    user_sessions      | sweep_user_sessions('30 days', NULL, 500)      | user_sessions_to_clear
                    user_tokens        | sweep_user_tokens('0', NULL, 500)              | user_tokens_to_clear
                    user_registrations | sweep_user_registrations('0', NULL, 500)       | user_registrations_to_clear
                    invitations        | sweep_invitations('30 days', NULL, 500)        | invitations_to_clear
                    idempotency_keys   | sweep_idempotency_keys('1 day', NULL, 500)     | idempotency_keys_oldest_first
                    omitted_refusals   | sweep_omitted_refusals('2 min', NULL, 500)     | omitted_refusals_oldest_first
                    prompt_cards       | purge_prompt_cards('30 days', NULL, 500)       | prompt_cards_to_purge
                    projects           | purge_projects('30 days', NULL, 500)           | projects_to_purge
                    issues             | purge_projects('30 days', NULL, 500)           | issues_number_unique
                    style_guides       | purge_projects('30 days', NULL, 500)           | style_guides_name_unique
                    model_preferences  | purge_projects('30 days', NULL, 500)           | model_preferences_of_a_project
                    issues             | purge_deleted_rows('issues', '30 days', NULL, 500) | issues_to_purge
                    model_preferences  | purge_deleted_rows('model_preferences', '30 days', NULL, 500) | model_preferences_to_purge
                    style_guides       | purge_deleted_rows('style_guides', '30 days', NULL, 500) | style_guides_to_purge
                    users              | purge_users('30 days', NULL, NULL, 500)        | users_to_purge
                    user_sessions      | due_rows('user_sessions', '30 days', 500)      | user_sessions_to_clear
                    user_tokens        | due_rows('user_tokens', '0', 500)              | user_tokens_to_clear
                    user_registrations | due_rows('user_registrations', '0', 500)       | user_registrations_to_clear
                    invitations        | due_rows('invitations', '30 days', 500)        | invitations_to_clear
                    idempotency_keys   | due_rows('idempotency_keys', '1 day', 500)     | idempotency_keys_oldest_first
                    omitted_refusals   | due_rows('omitted_refusals', '2 min', 500)     | omitted_refusals_oldest_first
                    prompt_cards       | due_rows('prompt_cards', '30 days', 500)       | prompt_cards_to_purge
                    projects           | due_rows('projects', '30 days', 500)           | projects_to_purge
                    issues             | due_rows('issues', '30 days', 500)             | issues_to_purge
                    users              | due_rows('users', '30 days', 500)              | users_to_purge
                    """)
    void everyStatementReadsItsRowsByAnIndex(String table, String call, String index) throws SQLException {
        List<String> plans = plans("SELECT * FROM app." + call);
        assertTrue(
                plans.stream()
                        .anyMatch(plan -> plan.contains("Index Scan using " + index)
                                || plan.contains("Index Only Scan using " + index)),
                () -> String.join("\n", plans));
        for (String plan : plans) {
            if (plan.contains("app." + table) || plan.contains("app.prompt_")) {
                assertFalse(WHOLE.matcher(plan).find(), plan);
            }
        }
    }

    private List<String> plans(String sql) throws SQLException {
        try (Connection connection = database.database().connect("postgres", false);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    LOAD 'auto_explain';
                    SET auto_explain.log_min_duration = 0;
                    SET auto_explain.log_nested_statements = on;
                    SET auto_explain.log_level = 'notice';
                    SET SESSION AUTHORIZATION statehouse_cleanup
                    """);
            statement.execute(sql);
            List<String> plans = new ArrayList<>();
            for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
                plans.add(String.valueOf(told.getMessage()));
            }
            connection.rollback();
            assertFalse(plans.isEmpty());
            return plans;
        }
    }

    /** The test's own proof: without its index a batch sorts, and that is seen. */
    @Test
    void aMissingIndexWouldBeSeen() throws SQLException {
        database.sql("DROP INDEX user_tokens_to_clear");
        try {
            assertTrue(plans("SELECT * FROM app.sweep_user_tokens('0', NULL, 500)").stream()
                    .anyMatch(plan -> WHOLE.matcher(plan).find()));
        } finally {
            database.sql("CREATE INDEX user_tokens_to_clear ON user_tokens (expires_at)");
        }
    }
}
