package dev.statehouse.data.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may do what. This is the list: a grant that is not here, or is here and not there, fails the build. */
class GrantsTest {

    private static final String RELATIONS = """
            statehouse_app agent_run_logs: INSERT SELECT
            statehouse_app agent_run_spends: INSERT SELECT UPDATE
            statehouse_app agent_runs: INSERT SELECT UPDATE
            statehouse_app audit_entries: SELECT
            statehouse_app budget_warnings: INSERT SELECT
            statehouse_app budgets: INSERT SELECT UPDATE
            statehouse_app conversations: INSERT SELECT UPDATE
            statehouse_app dead_jobs: DELETE SELECT
            statehouse_app embedding_models: INSERT SELECT UPDATE
            statehouse_app experiences: INSERT SELECT UPDATE
            statehouse_app finished_jobs: INSERT SELECT
            statehouse_app idempotency_keys: INSERT SELECT
            statehouse_app identities: INSERT SELECT UPDATE
            statehouse_app issues: INSERT SELECT UPDATE
            statehouse_app jobs: DELETE INSERT SELECT UPDATE
            statehouse_app knowledge_entries: INSERT SELECT UPDATE
            statehouse_app knowledge_pieces: SELECT
            statehouse_app knowledge_texts: INSERT SELECT
            statehouse_app knowledge_uploads: INSERT SELECT UPDATE
            statehouse_app memberships: SELECT
            statehouse_app message_revisions: INSERT SELECT
            statehouse_app messages: INSERT SELECT UPDATE
            statehouse_app model_preferences: INSERT SELECT UPDATE
            statehouse_app model_prices: INSERT SELECT UPDATE
            statehouse_app monthly_spends: SELECT
            statehouse_app periodic_jobs: DELETE INSERT SELECT UPDATE
            statehouse_app price_recalculations: INSERT SELECT UPDATE
            statehouse_app profile_slugs: INSERT SELECT
            statehouse_app profiles: INSERT SELECT UPDATE
            statehouse_app projects: INSERT SELECT UPDATE
            statehouse_app prompt_cards: INSERT SELECT UPDATE
            statehouse_app prompt_includes: INSERT SELECT
            statehouse_app prompt_label_moves: INSERT SELECT
            statehouse_app prompt_labels: DELETE INSERT SELECT UPDATE
            statehouse_app prompt_versions: INSERT SELECT
            statehouse_app protected_labels: DELETE INSERT SELECT
            statehouse_app search_settings: INSERT SELECT UPDATE
            statehouse_app skills: INSERT SELECT UPDATE
            statehouse_app style_guides: INSERT SELECT UPDATE
            statehouse_app token_usages: INSERT SELECT
            statehouse_app vectors: INSERT SELECT UPDATE
            statehouse_app visible_experiences: SELECT
            statehouse_app visible_issues: SELECT
            statehouse_app visible_knowledge_entries: SELECT
            statehouse_app visible_projects: SELECT
            statehouse_app visible_prompt_cards: SELECT
            statehouse_app visible_vectors: SELECT
            statehouse_app webhook_deliveries: SELECT
            statehouse_app webhooks: DELETE INSERT SELECT UPDATE
            statehouse_app workspaces: SELECT
            statehouse_identity api_keys: INSERT SELECT UPDATE
            statehouse_identity credentials: DELETE INSERT SELECT UPDATE
            statehouse_identity idempotency_keys: INSERT SELECT
            statehouse_identity invitations: INSERT SELECT UPDATE
            statehouse_identity memberships: DELETE INSERT SELECT UPDATE
            statehouse_identity token_issuers: DELETE INSERT SELECT UPDATE
            statehouse_identity user_passwords: DELETE INSERT SELECT UPDATE
            statehouse_identity user_registrations: DELETE INSERT SELECT UPDATE
            statehouse_identity user_sessions: INSERT SELECT UPDATE
            statehouse_identity user_tokens: DELETE INSERT SELECT UPDATE
            statehouse_identity users: INSERT SELECT UPDATE
            statehouse_identity visible_credentials: SELECT
            statehouse_identity workspaces: INSERT(id) INSERT(name) INSERT(settings) INSERT(slug) SELECT UPDATE(history_retention_days) UPDATE(name) UPDATE(plan) UPDATE(revision) UPDATE(settings) UPDATE(slug) UPDATE(updated_at)
            statehouse_monitor index_usage: SELECT
            statehouse_monitor slow_queries: SELECT
            statehouse_worker agent_run_spends: SELECT UPDATE(cost_picousd) UPDATE(unpriced_calls) UPDATE(updated_at)
            statehouse_worker embedding_models: SELECT
            statehouse_worker jobs: INSERT SELECT
            statehouse_worker knowledge_entries: SELECT UPDATE(failure) UPDATE(piece_count) UPDATE(ready_at) UPDATE(ready_content_version) UPDATE(ready_pieces_version) UPDATE(revision) UPDATE(state) UPDATE(updated_at)
            statehouse_worker knowledge_pieces: DELETE INSERT SELECT
            statehouse_worker knowledge_texts: DELETE INSERT SELECT
            statehouse_worker knowledge_uploads: SELECT UPDATE(expires_at) UPDATE(updated_at)
            statehouse_worker monthly_spends: SELECT UPDATE(updated_at)
            statehouse_worker periodic_jobs: SELECT UPDATE
            statehouse_worker price_recalculations: SELECT UPDATE(after_picousd) UPDATE(applied) UPDATE(applied_at) UPDATE(before_picousd) UPDATE(changed) UPDATE(newly_priced) UPDATE(preview) UPDATE(reached_id) UPDATE(reached_run) UPDATE(status) UPDATE(updated_at) UPDATE(usages)
            statehouse_worker token_usages: SELECT UPDATE(cached_input_price) UPDATE(cost_picousd) UPDATE(input_price) UPDATE(output_price) UPDATE(reasoning_price)
            statehouse_worker webhook_deliveries: INSERT
            statehouse_worker webhook_secrets: SELECT UPDATE(ciphertext) UPDATE(key_name)
            statehouse_worker webhooks: SELECT UPDATE(active) UPDATE(dead_in_row) UPDATE(disabled_at) UPDATE(disabled_reason) UPDATE(failing_since) UPDATE(revision) UPDATE(updated_at)
            """;

    private static final String ROUTINES = """
            statehouse_app add_webhook_secret(uuid,uuid,text,bytea,timestamp with time zone)
            statehouse_app choose_embedding_model(uuid)
            statehouse_app conversation_context(uuid,integer,integer,bigint)
            statehouse_app current_person()
            statehouse_app current_workspace()
            statehouse_app embedding_key(uuid)
            statehouse_app embedding_progress(uuid)
            statehouse_app embedding_state(uuid)
            statehouse_app embedding_state_of_entry(uuid)
            statehouse_app enqueue_jobs(uuid[],text[],jsonb[],uuid[],smallint[],timestamp with time zone[],smallint[],text[])
            statehouse_app enter_reader(uuid,uuid,text)
            statehouse_app enter_workspace(uuid,uuid,text)
            statehouse_app fork_conversation(uuid,uuid,integer,text,text,jsonb)
            statehouse_app id_month(uuid)
            statehouse_app id_time(uuid)
            statehouse_app is_being_removed(uuid)
            statehouse_app keep_search_sample(uuid,text)
            statehouse_app keep_vectors(jsonb)
            statehouse_app list_messages(uuid,integer,integer,boolean,integer,bigint)
            statehouse_app model_of_vectors(uuid)
            statehouse_app new_embedding_state()
            statehouse_app operations.keep_search_times(double precision[])
            statehouse_app operations.list_findings(text,text,integer,timestamp with time zone,text,text,text,integer)
            statehouse_app operations.list_measurements(timestamp with time zone,timestamp with time zone,integer)
            statehouse_app operations.list_promotions(uuid,integer)
            statehouse_app operations.list_removals(text,uuid,integer)
            statehouse_app operations.list_runs(text,text,timestamp with time zone,text,integer)
            statehouse_app operations.newest_measurement()
            statehouse_app operations.promote_workspace(uuid)
            statehouse_app prompt_words(text,text[],text,text)
            statehouse_app record_job_changes(text,uuid[])
            statehouse_app record_refusal(text,text)
            statehouse_app remove_embedding_model(uuid)
            statehouse_app replica_lag_ms()
            statehouse_app retry_embeddings(uuid)
            statehouse_app search(jsonb,jsonb,integer)
            statehouse_app search_is_settling()
            statehouse_app search_prompt_cards(text,uuid,text[],jsonb,jsonb,boolean,double precision,uuid,integer)
            statehouse_app verify_audit_log(bigint,integer)
            statehouse_app webhook_secret_keys()
            statehouse_authorizer find_api_key(text,bytea)
            statehouse_authorizer find_session(uuid,bytea,uuid,text)
            statehouse_authorizer find_token_issuer(uuid,text,text,text[])
            statehouse_authorizer note_denied_key(uuid,uuid,bytea,text,text)
            statehouse_authorizer note_denied_session(uuid,uuid,bytea,text,text)
            statehouse_authorizer note_denied_token(uuid,uuid,text,text,text,text)
            statehouse_authorizer note_limited(uuid,text,uuid,text,text,text,bigint,timestamp with time zone)
            statehouse_authorizer note_misdirected_key(uuid,uuid,bytea,text,text)
            statehouse_backup operations.begin_run(text,timestamp with time zone,text,boolean,boolean,bigint)
            statehouse_backup operations.end_run(text,timestamp with time zone,smallint,text,jsonb,text)
            statehouse_cleanup count_limited(uuid,text,uuid,bigint,timestamp with time zone)
            statehouse_cleanup count_removal_elsewhere(uuid)
            statehouse_cleanup due_rows(text,interval,bigint)
            statehouse_cleanup due_untouched_conversations(bigint)
            statehouse_cleanup fail_silent_runs(interval,timestamp with time zone,integer)
            statehouse_cleanup leave_removal_elsewhere(uuid)
            statehouse_cleanup note_removal_elsewhere(uuid,jsonb)
            statehouse_cleanup open_removals(bigint)
            statehouse_cleanup operations.begin_run(text,timestamp with time zone,text,boolean,boolean,bigint)
            statehouse_cleanup operations.end_run(text,timestamp with time zone,smallint,text,jsonb,text)
            statehouse_cleanup purge_conversations(interval,timestamp with time zone,integer)
            statehouse_cleanup purge_deleted_rows(text,interval,timestamp with time zone,integer)
            statehouse_cleanup purge_projects(interval,timestamp with time zone,integer)
            statehouse_cleanup purge_prompt_cards(interval,timestamp with time zone,integer)
            statehouse_cleanup purge_rows_with_pieces(text,interval,timestamp with time zone,integer)
            statehouse_cleanup purge_untouched_conversations(uuid,integer)
            statehouse_cleanup purge_users(interval,timestamp with time zone,uuid,integer)
            statehouse_cleanup put_removal_off(uuid,text)
            statehouse_cleanup silent_runs(interval,bigint)
            statehouse_cleanup sweep_idempotency_keys(interval,timestamp with time zone,integer)
            statehouse_cleanup sweep_invitations(interval,timestamp with time zone,integer)
            statehouse_cleanup sweep_knowledge_uploads(interval,timestamp with time zone,integer)
            statehouse_cleanup sweep_omitted_refusals(interval,timestamp with time zone,integer)
            statehouse_cleanup sweep_user_registrations(interval,timestamp with time zone,integer)
            statehouse_cleanup sweep_user_sessions(interval,timestamp with time zone,integer)
            statehouse_cleanup sweep_user_tokens(interval,timestamp with time zone,integer)
            statehouse_cleanup take_removal_step(integer)
            statehouse_identity begin_removal(text,uuid,text)
            statehouse_identity begin_user_removal(uuid)
            statehouse_identity current_person()
            statehouse_identity current_workspace()
            statehouse_identity enter_outside(uuid,text)
            statehouse_identity enter_workspace(uuid,uuid,text)
            statehouse_identity find_invitation(bytea)
            statehouse_identity find_removal(uuid)
            statehouse_identity leave_workspaces(uuid)
            statehouse_identity list_removals(uuid,integer)
            statehouse_identity record_credential_use(uuid)
            statehouse_identity record_refusal(text,text)
            statehouse_identity record_refused_login(uuid)
            statehouse_identity workspace_of(uuid,text)
            statehouse_identity workspaces_of(uuid,jsonb,uuid,integer)
            statehouse_maintenance operations.begin_run(text,timestamp with time zone,text,boolean,boolean,bigint)
            statehouse_maintenance operations.end_run(text,timestamp with time zone,smallint,text,jsonb,text)
            statehouse_maintenance operations.keep_findings(text,jsonb,boolean)
            statehouse_maintenance operations.open_findings(integer)
            statehouse_monitor operations.begin_run(text,timestamp with time zone,text,boolean,boolean,bigint)
            statehouse_monitor operations.end_run(text,timestamp with time zone,smallint,text,jsonb,text)
            statehouse_monitor operations.explain_statement(text)
            statehouse_monitor operations.last_counters()
            statehouse_monitor operations.open_findings(integer)
            statehouse_monitor operations.queue_state()
            statehouse_monitor operations.record_measurement(timestamp with time zone,text,jsonb,jsonb,jsonb,jsonb,bigint)
            statehouse_monitor operations.run_ages()
            statehouse_monitor operations.search_times()
            statehouse_monitor operations.statement_statistics()
            statehouse_monitor operations.storage_growth()
            statehouse_worker align_chunks(uuid,integer)
            statehouse_worker claim_jobs(uuid[],smallint[],timestamp with time zone[],uuid[],integer,integer,timestamp with time zone,timestamp with time zone)
            statehouse_worker current_person()
            statehouse_worker current_workspace()
            statehouse_worker due_lanes(uuid,uuid[],smallint[],timestamp with time zone[],uuid[],timestamp with time zone,integer)
            statehouse_worker due_periodic_jobs(timestamp with time zone,integer)
            statehouse_worker embedding_key(uuid)
            statehouse_worker embedding_progress(uuid)
            statehouse_worker enqueue_jobs(uuid[],text[],jsonb[],uuid[],smallint[],timestamp with time zone[],smallint[],text[])
            statehouse_worker enter_workspace(uuid,uuid,text)
            statehouse_worker extend_leases(uuid[],uuid[],bigint[],timestamp with time zone)
            statehouse_worker fail_job(uuid,uuid,bigint,text,timestamp with time zone,timestamp with time zone)
            statehouse_worker finish_embedding()
            statehouse_worker finish_jobs(uuid[],uuid[],bigint[],text,timestamp with time zone)
            statehouse_worker forget_embedding_model(uuid,integer)
            statehouse_worker id_month(uuid)
            statehouse_worker id_time(uuid)
            statehouse_worker keep_embeddings(uuid,uuid[],text[],text[])
            statehouse_worker operations.begin_run(text,timestamp with time zone,text,boolean,boolean,bigint)
            statehouse_worker operations.end_run(text,timestamp with time zone,smallint,text,jsonb,text)
            statehouse_worker owner_address(uuid)
            statehouse_worker periodic_jobs_planned_after(timestamp with time zone,integer)
            statehouse_worker pieces_to_embed(integer)
            statehouse_worker release_jobs(uuid[],uuid[],bigint[])
            statehouse_worker report_progress(uuid,uuid,bigint,bigint,bigint,text)
            statehouse_worker settle_chunks(integer)
            statehouse_worker spend_share(uuid)
            statehouse_worker verify_audit_log(bigint,integer)
            """;

    /** Under a pooler a session's own SET would reach others: limits belong to the role. */
    private static final String SETTINGS = """
            statehouse_app: idle_in_transaction_session_timeout=5s lock_timeout=5s search_path=app, public statement_timeout=20s
            statehouse_authorizer: idle_in_transaction_session_timeout=5s search_path=app, public statement_timeout=2s
            statehouse_cleanup: idle_in_transaction_session_timeout=5s lock_timeout=1s search_path=app, public statement_timeout=20s synchronous_commit=off
            statehouse_identity: idle_in_transaction_session_timeout=5s lock_timeout=5s search_path=app, public statement_timeout=20s
            statehouse_maintenance: idle_in_transaction_session_timeout=5s lock_timeout=2s search_path=app, public
            statehouse_monitor: lock_timeout=2s search_path=app, public statement_timeout=10s
            statehouse_worker: idle_in_transaction_session_timeout=5s lock_timeout=5s search_path=app, public statement_timeout=20s
            """;

    @Test
    void relationsAreGrantedAsListed() throws SQLException {
        assertEquals(RELATIONS, lines("""
                        SELECT grantee || ' ' || relname || ': ' || string_agg(privilege, ' ' ORDER BY privilege)
                        FROM (
                            SELECT g.grantee::regrole::text AS grantee, c.relname, g.privilege_type AS privilege
                            FROM pg_class c, aclexplode(c.relacl) g
                            WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND g.grantee <> c.relowner
                            UNION ALL
                            SELECT g.grantee::regrole::text, c.relname, g.privilege_type || '(' || a.attname || ')'
                            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) g
                            WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND g.grantee <> c.relowner
                        ) AS grants
                        GROUP BY grantee, relname
                        """));
    }

    @Test
    void routinesAreGrantedAsListed() throws SQLException {
        assertEquals(ROUTINES, lines("""
                        SELECT format('%s %s', g.grantee::regrole, replace(p.oid::regprocedure::text, 'app.', ''))
                        FROM pg_proc p, aclexplode(p.proacl) g
                        WHERE p.pronamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND g.grantee <> p.proowner
                        """));
    }

    @Test
    void rolesHaveTheirLimits() throws SQLException {
        assertEquals(SETTINGS, lines("""
                        SELECT r.rolname || ': ' || (SELECT string_agg(setting, ' ' ORDER BY setting) FROM unnest(s.setconfig) AS setting)
                        FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole
                        WHERE r.rolname ~ '^statehouse_' AND s.setdatabase = 0
                        """));
    }

    /** Statistics by statement tell of all tenants, but without their values; and nothing sends SQL of the caller's. */
    @Test
    void outsideTheSchemaTheApplicationReadsOnlyStatistics() throws SQLException {
        assertEquals("pg_stat_statements\npg_stat_statements_info\n", lines("""
                        SELECT c.relname::text
                        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                        WHERE n.nspname NOT IN ('app', 'operations', 'pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
                          AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND has_any_column_privilege('statehouse_app', c.oid, 'SELECT')
                        """));
    }

    private static String lines(String query) throws SQLException {
        SortedSet<String> lines = new TreeSet<>();
        try (TestDatabase database = TestDatabase.fresh();
                Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return String.join("\n", lines) + "\n";
    }
}
