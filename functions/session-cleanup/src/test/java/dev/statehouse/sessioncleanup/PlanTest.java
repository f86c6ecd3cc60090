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
                ALTER TABLE conversations DISABLE TRIGGER USER;
                ALTER TABLE user_sessions DISABLE TRIGGER USER;
                ALTER TABLE invitations DISABLE TRIGGER USER;
                ALTER TABLE users DISABLE TRIGGER USER;
                ALTER TABLE prompt_cards DISABLE TRIGGER USER;
                ALTER TABLE prompt_versions DISABLE TRIGGER USER;
                ALTER TABLE projects DISABLE TRIGGER USER;
                ALTER TABLE issues DISABLE TRIGGER USER;
                ALTER TABLE identities DISABLE TRIGGER USER;
                ALTER TABLE profiles DISABLE TRIGGER USER;
                ALTER TABLE experiences DISABLE TRIGGER USER;
                ALTER TABLE skills DISABLE TRIGGER USER;
                ALTER TABLE model_preferences DISABLE TRIGGER USER;
                ALTER TABLE style_guides DISABLE TRIGGER USER;
                ALTER TABLE agent_runs DISABLE TRIGGER USER;
                ALTER TABLE model_prices DISABLE TRIGGER USER;
                ALTER TABLE budgets DISABLE TRIGGER USER;
                ALTER TABLE knowledge_entries DISABLE TRIGGER USER;
                ALTER TABLE vectors DISABLE TRIGGER USER;
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
                INSERT INTO budgets (workspace_id, id, project_id, hard_limit_microusd, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 1, deleted_at FROM projects;
                INSERT INTO model_prices
                    (workspace_id, id, provider, model, token_class, microusd_per_million, valid_from, deleted_at)
                SELECT workspace_id, gen_random_uuid(), 'p', id::text, 'input', 1, now(), deleted_at FROM projects;
                INSERT INTO agent_runs (workspace_id, id, project_id, name, agent, status, started_at, finished_at, deleted_at)
                SELECT workspace_id, id_at(n * 4096000), id, 'n', 'a', 'failed', now(), now(), deleted_at
                FROM (SELECT *, extract(epoch FROM now())::bigint - row_number() OVER () AS n FROM projects) p;
                INSERT INTO agent_runs (workspace_id, id, name, agent, status, started_at, heartbeat_at)
                SELECT $w, gen_random_uuid(), 'n', 'a', 'running', now(), hours_ago_or_to_come(n)
                FROM generate_series(1, 20000) n;
                INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message)
                SELECT workspace_id, id, id_at(extract(epoch FROM now())::bigint * 4096000 + row_number() OVER ()), 'info', 'm'
                FROM agent_runs;
                INSERT INTO identities (workspace_id, id, name, deleted_at)
                SELECT $w, gen_random_uuid(), 'Identity', CASE WHEN n % 2 = 0 THEN hours_ago_or_to_come(n) END
                FROM generate_series(1, 20000) n;
                INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 's' || md5(id::text), 'H', deleted_at FROM identities;
                INSERT INTO profile_slugs (workspace_id, slug, profile_id) SELECT workspace_id, slug, id FROM profiles;
                INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, start_date, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 'O', 'T', '2020-01-01', deleted_at FROM identities;
                INSERT INTO skills (workspace_id, id, identity_id, name, category, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 'N', 'C', deleted_at FROM identities;
                INSERT INTO knowledge_entries (workspace_id, id, project_id, title, source_type, content_version, pieces_version, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 'Entry', 'text', 1, 1, deleted_at FROM projects;
                INSERT INTO knowledge_texts (workspace_id, entry_id, content_version, content)
                SELECT workspace_id, id, 1, 'text' FROM knowledge_entries;
                INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)
                SELECT workspace_id, gen_random_uuid(), id, 1, 'text', 0, 4, 1 FROM knowledge_entries;
                INSERT INTO knowledge_uploads (workspace_id, id, entry_id, content_type, bytes, sha256, expires_at)
                SELECT e.workspace_id, gen_random_uuid(), e.id, 'text/plain', 4, repeat('0', 64), hours_ago_or_to_come(e.n::integer)
                FROM (SELECT *, row_number() OVER () AS n FROM knowledge_entries) e;
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
                INSERT INTO conversations (workspace_id, id, owner_id, last_seq, deleted_at, updated_at)
                SELECT $w, gen_random_uuid(), $p, 1, CASE WHEN n % 2 = 0 THEN hours_ago_or_to_come(n) END, hours_ago_or_to_come(n)
                FROM generate_series(1, 20000) n;
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                SELECT workspace_id, gen_random_uuid(), id, 1, 'user', 'text', 5, 0 FROM conversations;
                INSERT INTO vectors (workspace_id, id, conversation_id, content, deleted_at)
                SELECT workspace_id, gen_random_uuid(), id, 'text', deleted_at FROM conversations;
                ALTER TABLE vectors ENABLE TRIGGER USER;
                ALTER TABLE conversations ENABLE TRIGGER USER;
                ALTER TABLE user_sessions ENABLE TRIGGER USER;
                ALTER TABLE invitations ENABLE TRIGGER USER;
                ALTER TABLE users ENABLE TRIGGER USER;
                ALTER TABLE prompt_cards ENABLE TRIGGER USER;
                ALTER TABLE prompt_versions ENABLE TRIGGER USER;
                ALTER TABLE projects ENABLE TRIGGER USER;
                ALTER TABLE issues ENABLE TRIGGER USER;
                ALTER TABLE identities ENABLE TRIGGER USER;
                ALTER TABLE profiles ENABLE TRIGGER USER;
                ALTER TABLE experiences ENABLE TRIGGER USER;
                ALTER TABLE skills ENABLE TRIGGER USER;
                ALTER TABLE model_preferences ENABLE TRIGGER USER;
                ALTER TABLE style_guides ENABLE TRIGGER USER;
                ALTER TABLE agent_runs ENABLE TRIGGER USER;
                ALTER TABLE model_prices ENABLE TRIGGER USER;
                ALTER TABLE budgets ENABLE TRIGGER USER;
                ALTER TABLE knowledge_entries ENABLE TRIGGER USER;
                SELECT add_removal('project', id, workspace_id, NULL) FROM projects WHERE deleted_at IS NOT NULL ORDER BY id LIMIT 1;
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
                    issues             | take_removal_step(500)                         | issues_number_unique
                    style_guides       | take_removal_step(500)                         | style_guides_name_unique
                    model_preferences  | take_removal_step(500)                         | model_preferences_of_a_project
                    issues             | purge_deleted_rows('issues', '30 days', NULL, 500) | issues_to_purge
                    model_preferences  | purge_deleted_rows('model_preferences', '30 days', NULL, 500) | model_preferences_to_purge
                    style_guides       | purge_deleted_rows('style_guides', '30 days', NULL, 500) | style_guides_to_purge
                    conversations      | purge_conversations('30 days', NULL, 500)      | conversations_to_purge
                    conversations      | purge_untouched_conversations(NULL, 500)       | conversations_by_touch
                    vectors            | purge_conversations('30 days', NULL, 500)      | vectors_of_a_conversation
                    vectors            | purge_deleted_rows('vectors', '30 days', NULL, 500) | vectors_to_purge
                    vectors            | due_rows('vectors', '30 days', 500)            | vectors_to_purge
                    messages           | purge_untouched_conversations(NULL, 500)       | messages_seq_unique
                    budgets            | purge_deleted_rows('budgets', '30 days', NULL, 500) | budgets_to_purge
                    model_prices       | purge_deleted_rows('model_prices', '30 days', NULL, 500) | model_prices_to_purge
                    agent_runs         | take_removal_step(500)                         | agent_runs_of_a_project
                    agent_runs         | purge_rows_with_pieces('agent_runs', '30 days', NULL, 500) | agent_runs_to_purge
                    agent_run_logs     | purge_rows_with_pieces('agent_runs', '30 days', NULL, 500) | agent_run_logs_
                    agent_runs         | fail_silent_runs('1 hour', NULL, 500)          | agent_runs_last_heard_of
                    agent_runs         | silent_runs('1 hour', 500)                     | agent_runs_last_heard_of
                    agent_runs         | due_rows('agent_runs', '30 days', 500)         | agent_runs_to_purge
                    identities         | purge_rows_with_pieces('identities', '30 days', NULL, 500) | identities_to_purge
                    profiles           | purge_rows_with_pieces('identities', '30 days', NULL, 500) | profiles_of_an_identity
                    experiences        | purge_rows_with_pieces('identities', '30 days', NULL, 500) | experiences_of_an_identity
                    skills             | purge_rows_with_pieces('identities', '30 days', NULL, 500) | skills_of_an_identity
                    knowledge_entries  | take_removal_step(500)           | knowledge_entries_of_a_project
                    knowledge_entries  | purge_rows_with_pieces('knowledge_entries', '30 days', NULL, 500) | knowledge_entries_to_purge
                    knowledge_pieces   | purge_rows_with_pieces('knowledge_entries', '30 days', NULL, 500) | knowledge_pieces_of_an_entry
                    knowledge_texts    | purge_rows_with_pieces('knowledge_entries', '30 days', NULL, 500) | knowledge_texts_pkey
                    knowledge_uploads  | purge_rows_with_pieces('knowledge_entries', '30 days', NULL, 500) | knowledge_uploads_of_an_entry
                    knowledge_uploads  | sweep_knowledge_uploads('0', NULL, 500)        | knowledge_uploads_to_go
                    knowledge_entries  | due_rows('knowledge_entries', '30 days', 500)  | knowledge_entries_to_purge
                    knowledge_uploads  | due_rows('knowledge_uploads', '0', 500)        | knowledge_uploads_to_go
                    profiles           | purge_deleted_rows('profiles', '30 days', NULL, 500) | profiles_to_purge
                    profile_slugs      | purge_deleted_rows('profiles', '30 days', NULL, 500) | profile_slugs_of_a_profile
                    experiences        | purge_deleted_rows('experiences', '30 days', NULL, 500) | experiences_to_purge
                    skills             | purge_deleted_rows('skills', '30 days', NULL, 500) | skills_to_purge
                    identities         | due_rows('identities', '30 days', 500)         | identities_to_purge
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
                    conversations      | due_rows('conversations', '30 days', 500)      | conversations_to_purge
                    conversations      | due_untouched_conversations(500)               | conversations_by_touch
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
