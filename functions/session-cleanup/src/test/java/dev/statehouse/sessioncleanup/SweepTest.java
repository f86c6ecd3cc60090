package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.cache.Redis;
import dev.statehouse.data.cache.RedisScript;
import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.identity.RefusalCounts;
import dev.statehouse.data.identity.RefusedRequests;
import dev.statehouse.data.limit.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes, what stays, and what goes with it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepTest {

    private CleanupDatabase database;

    @BeforeAll
    void start() {
        database = new CleanupDatabase();
    }

    @AfterAll
    void stop() {
        database.close();
    }

    @Test
    void sessionsGoThirtyDaysAfterTheirEndAndNoSooner() throws IOException {
        UUID over = database.session("now() - interval '30 days 1 minute'");
        UUID familiar = database.session("now() - interval '29 days'");
        UUID live = database.session("now() + interval '1 hour'");
        assertEquals(1, database.swept("user_sessions").path("deleted").asInt());
        assertFalse(database.isThere("user_sessions", over));
        assertTrue(database.isThere("user_sessions", familiar));
        assertTrue(database.isThere("user_sessions", live));
        assertEquals(
                0,
                database.count("audit_entries", "relation = 'user_sessions' AND action IN ('delete', 'purge')"),
                "an end by time is no news");
    }

    @Test
    void redisForgetsASessionToo() throws IOException {
        UUID over = database.session("now() - interval '31 days'");
        UUID live = database.session("now() + interval '1 hour'");
        Redis redis = database.cleanup().getBean(Redis.class);
        for (UUID id : new UUID[] {over, live}) {
            redis.run(RedisScript.of("return {redis.call('HSET', KEYS[1], 'known', '1')}"), new String[] {key(id)});
        }
        database.run("{}");
        assertNull(redis.fields(key(over), "known").orElseThrow().getFirst());
        assertEquals("1", redis.fields(key(live), "known").orElseThrow().getFirst());
    }

    private String key(UUID session) {
        return "session:" + database.person() + ":" + session;
    }

    @Test
    void tokensAndRegistrationsGoOnceTheyExpired() throws IOException {
        database.rows("""
                INSERT INTO user_tokens (id, user_id, purpose, email, token_sha256, expires_at)
                SELECT gen_random_uuid(), $p, 'reset_password', 'a@example.org', sha256(('t' || n)::bytea),
                       now() + n * interval '1 minute'
                FROM generate_series(-2, 1) n WHERE n <> 0;
                INSERT INTO user_registrations (id, username, email, first_name, last_name, password_hash, token_sha256, expires_at)
                SELECT gen_random_uuid(), 'user' || n + 10, 'r@example.org', '', '', 'x', sha256(('r' || n)::bytea),
                       now() + n * interval '1 minute'
                FROM generate_series(-3, 1) n WHERE n <> 0
                """);
        database.run("{}");
        assertEquals(1, database.count("user_tokens", "true"));
        assertEquals(0, database.count("user_tokens", "expires_at < now()"));
        assertEquals(1, database.count("user_registrations", "true"));
    }

    @Test
    void idempotencyKeysGoAfterADay() throws IOException {
        database.rows("""
                INSERT INTO idempotency_keys (workspace_id, caller_id, key, request_sha256, status, headers, body, created_at)
                SELECT $w, $p, 'k' || n, sha256('k'), 201, '{}', '', now() - n * interval '10 hours'
                FROM generate_series(0, 5) n
                """);
        assertEquals(3, database.swept("idempotency_keys").path("deleted").asInt());
        assertEquals(
                "k0 k1 k2",
                database.ask("SELECT string_agg(key, ' ' ORDER BY key) FROM app.idempotency_keys WHERE key LIKE 'k_'"));
    }

    @Test
    void invitationsGoAMonthAfterTheirEndAndTheLogTellsSo() throws IOException {
        database.rows("""
                INSERT INTO invitations (workspace_id, id, email, role, token_sha256, expires_at, accepted_at)
                SELECT $w, gen_random_uuid(), 'i' || n || '@example.org', 'viewer', sha256('i'), now() - n * interval '20 days',
                       CASE n WHEN 3 THEN now() - interval '70 days' END
                FROM generate_series(0, 3) n
                """);
        database.run("{}");
        assertEquals(2, database.count("invitations", "email LIKE 'i_@example.org'"));
        assertEquals(
                2,
                database.count(
                        "audit_entries",
                        "action = 'purge' AND relation = 'invitations' AND before IS NULL AND after IS NULL"));
        database.assertLogIsWhole();
    }

    @Test
    void refusalsThatWereLeftOutOfTheLogAreToldByItAfterTwoMinutes() throws IOException {
        UUID credential = UUID.randomUUID();
        database.rows("""
                INSERT INTO omitted_refusals (workspace_id, id, credential_id, via, person_id, refusals, created_at)
                SELECT log, gen_random_uuid(), '%s', 'session', $p, n, now() - n * interval '50 seconds'
                FROM generate_series(1, 4) n, unnest(ARRAY[$w, $p]::uuid[]) log
                """.formatted(credential));
        assertEquals(4, database.swept("omitted_refusals").path("deleted").asInt());
        assertEquals(4, database.count("omitted_refusals", "refusals < 3"));
        for (UUID log : new UUID[] {database.workspace(), database.person()}) {
            assertEquals(1, database.count("audit_entries", """
                            workspace_id = '%s' AND action = 'refuse' AND relation = 'operations' AND row_id = '*'
                            AND via = 'session' AND credential_id = '%s' AND person_id = '%s' AND address IS NULL
                            AND after ->> 'omitted' = '7' AND (after ->> 'since')::timestamptz < now() - interval '199 s'
                            """.formatted(log, credential, database.person())));
        }
        database.assertLogIsWhole();
    }

    @Test
    void requestsBeyondALimitAreToldWhenTheirCredentialFellSilent() throws IOException {
        UUID over = database.session("now() + interval '1 hour'");
        UUID going = database.session("now() + interval '1 hour'");
        beyondLimit(over, 5, Duration.ofMinutes(3));
        beyondLimit(over, 2, Duration.ofMinutes(2));
        beyondLimit(going, 3, Duration.ofMinutes(1));
        database.run("{}");
        database.run("{}");
        String entry = "action = 'refuse' AND row_id = '*' AND via = 'session' AND credential_id = '%s' %s";
        assertEquals(1, database.count("audit_entries", entry.formatted(over, """
                AND workspace_id = '%s' AND person_id = '%s' AND after ->> 'omitted' = '7'
                AND (after ->> 'since')::timestamptz < now() - interval '179 s'
                """.formatted(
                        database.workspace(), database.person()))));
        assertEquals(0, database.count("audit_entries", entry.formatted(going, "")));
        assertEquals(
                "3",
                database.cleanup()
                        .getBean(Redis.class)
                        .fields(refusedKey(going), "requests")
                        .orElseThrow()
                        .getFirst());
        database.assertLogIsWhole();
    }

    private void beyondLimit(UUID session, long requests, Duration ago) {
        Map<String, String> facts = Map.of(
                "sessionId", session.toString(),
                "workspaceId", database.workspace().toString());
        String owner = database.workspace().toString();
        KnownCredential known = new KnownCredential(
                Instant.now(), Instant.now(), new byte[32], owner, Plan.FREE, session.toString(), facts);
        database.cleanup()
                .getBean(RefusalCounts.class)
                .giveBack(new RefusedRequests(
                        known, refusedKey(session), requests, Instant.now().minus(ago)));
    }

    private String refusedKey(UUID session) {
        return database.workspace() + ":refused:" + session;
    }

    @Test
    void aDeletedCardGoesAfterAMonthWithAllItsPieces() throws IOException {
        UUID old = database.deletedCard("30 days 1 minute", 3);
        UUID fresh = database.deletedCard("29 days", 3);
        // Others may include it to this day, which was without effect since it was deleted.
        database.rows("""
                INSERT INTO prompt_includes (workspace_id, version_id, included_card_id, label)
                SELECT workspace_id, id, '%1$s', 'latest' FROM prompt_versions WHERE card_id = '%2$s';
                INSERT INTO prompt_includes (workspace_id, version_id, included_card_id, label)
                SELECT workspace_id, id, '%2$s', 'latest' FROM prompt_versions WHERE card_id = '%1$s';
                """.formatted(old, fresh));
        long entries = database.count("audit_entries", "true");
        assertEquals(1, database.swept("prompt_cards").path("deleted").asInt());
        assertFalse(database.isThere("prompt_cards", old));
        assertTrue(database.isThere("prompt_cards", fresh));
        for (String table : new String[] {"prompt_versions", "prompt_labels", "prompt_label_moves"}) {
            assertEquals(0, database.count(table, "card_id = '" + old + "'"), table);
        }
        assertEquals(0, database.count("prompt_includes", "true"));
        assertEquals(3, database.count("prompt_versions", "card_id = '" + fresh + "'"));
        assertEquals(entries + 1, database.count("audit_entries", "true"), "one entry for the whole");
        assertEquals(
                "{\"versions\": 3}",
                database.ask("SELECT after FROM app.audit_entries WHERE action = 'purge' AND row_id = '" + old + "'"));
        database.assertLogIsWhole();
    }

    @Test
    void ofAPrivateCardOnlyItsOwnerReadsThatItIsGone() throws IOException {
        UUID card = database.deletedCard("31 days", 1);
        database.rows("UPDATE prompt_cards SET visibility = 'private', owner_id = $p WHERE id = '" + card + "'");
        database.run("{}");
        assertEquals(
                1,
                database.count(
                        "audit_entries",
                        "action = 'purge' AND visibility = 'private' AND owner_id = '%s' AND row_id = '%s'"
                                .formatted(database.person(), card)));
    }

    @Test
    void deletedRowsWithoutPiecesGoAfterAMonthAndTheLogTellsSo() throws IOException {
        database.rows("""
                INSERT INTO projects (workspace_id, id, slug, name, last_issue) VALUES ($w, $p, 'stays', 'Stays', 4);
                INSERT INTO issues (workspace_id, id, project_id, number, title, deleted_at)
                SELECT $w, gen_random_uuid(), $p, n, 'Issue', now() - nullif(n, 4) * interval '20 days' FROM generate_series(1, 4) n;
                INSERT INTO style_guides (workspace_id, id, project_id, language, name, deleted_at)
                SELECT $w, gen_random_uuid(), $p, 'en', n, now() - nullif(n, 4) * interval '20 days' FROM generate_series(1, 4) n;
                INSERT INTO model_preferences (workspace_id, id, project_id, task, provider, model, deleted_at)
                SELECT $w, gen_random_uuid(), $p, 'task', 'p', n, now() - nullif(n, 4) * interval '20 days' FROM generate_series(1, 4) n
                """);
        JsonNode sweeps = database.run("{}").path("counts").path("sweeps");
        String mine = "project_id = '" + database.person() + "'";
        for (String table : new String[] {"issues", "style_guides", "model_preferences"}) {
            assertEquals(2, sweeps.path(table).path("deleted").asInt(), table);
            assertEquals(2, database.count(table, mine), table);
            assertEquals(1, database.count(table, mine + " AND deleted_at IS NULL"), table);
            assertEquals(2, database.count("audit_entries", "action = 'purge' AND relation = '" + table + "'"), table);
        }
        assertEquals(
                "1 4",
                database.ask("SELECT string_agg(number::text, ' ' ORDER BY number) FROM app.issues WHERE " + mine));
        database.assertLogIsWhole();
    }

    @Test
    void deletedProfilesExperiencesAndSkillsGoAfterAMonthAndFreeTheirSlugs() throws IOException {
        database.rows("""
                INSERT INTO identities (workspace_id, id, name) VALUES ($w, $p, 'Stays');
                INSERT INTO profiles (workspace_id, id, identity_id, slug, headline, deleted_at)
                SELECT $w, gen_random_uuid(), $p, 'month-' || n, 'H', now() - nullif(n, 4) * interval '20 days'
                FROM generate_series(1, 4) n;
                INSERT INTO profile_slugs (workspace_id, slug, profile_id)
                SELECT workspace_id, s || slug, id FROM profiles, unnest(ARRAY['', 'old-']) s WHERE identity_id = $p;
                INSERT INTO experiences (workspace_id, id, identity_id, organisation, title, start_date, deleted_at)
                SELECT $w, gen_random_uuid(), $p, 'O', 'T', '2020-01-01', now() - nullif(n, 4) * interval '20 days'
                FROM generate_series(1, 4) n;
                INSERT INTO skills (workspace_id, id, identity_id, name, category, deleted_at)
                SELECT $w, gen_random_uuid(), $p, 'N', 'C', now() - nullif(n, 4) * interval '20 days'
                FROM generate_series(1, 4) n
                """);
        JsonNode sweeps = database.run("{}").path("counts").path("sweeps");
        String mine = "identity_id = '" + database.person() + "'";
        for (String table : new String[] {"profiles", "experiences", "skills"}) {
            assertEquals(2, sweeps.path(table).path("deleted").asInt(), table);
            assertEquals(2, database.count(table, mine), table);
            assertEquals(1, database.count(table, mine + " AND deleted_at IS NULL"), table);
            assertEquals(2, database.count("audit_entries", "action = 'purge' AND relation = '" + table + "'"), table);
        }
        assertEquals(
                "month-1 month-4 old-month-1 old-month-4",
                database.ask("SELECT string_agg(slug, ' ' ORDER BY slug) FROM app.profile_slugs WHERE slug ~ 'month'"));
        database.assertLogIsWhole();
    }

    @Test
    void deletedVectorsGoAfterAMonthWithTheirNumbersAndOfPrivateOnesTheirOwnerIsTold() throws IOException {
        database.rows("""
                INSERT INTO conversations (workspace_id, id, owner_id) VALUES ($w, $w, $p);
                INSERT INTO embedding_models (workspace_id, id, name, provider, model, dimensions, threshold)
                VALUES ($w, $w, 'm', 'caller', 'm', 1, 0);
                INSERT INTO vectors (workspace_id, id, model_id, owner_id, visibility, content, deleted_at)
                SELECT $w, gen_random_uuid(), $w, $p, CASE n WHEN 1 THEN 'workspace' ELSE 'private' END, 'v',
                       now() - nullif(n, 4) * interval '20 days'
                FROM generate_series(1, 4) n;
                INSERT INTO vectors (workspace_id, id, model_id, conversation_id, content, deleted_at)
                VALUES ($w, $p, $w, $w, 'v', now() - interval '31 days');
                INSERT INTO embeddings (shard, workspace_id, chunk_id, model_id, vector)
                SELECT shard, workspace_id, id, $w, '[1]' FROM chunks WHERE kind = 'vector'
                """);
        JsonNode sweeps = database.run("{}").path("counts").path("sweeps");
        assertEquals(3, sweeps.path("vectors").path("deleted").asInt());
        assertEquals(2, database.count("vectors", "true"));
        assertEquals(2, database.count("chunks", "kind = 'vector'"));
        assertEquals(2, database.count("embeddings", "model_id = '" + database.workspace() + "'"));
        assertEquals(
                3,
                database.count(
                        "audit_entries",
                        "action = 'purge' AND relation = 'vectors' AND visibility = 'private' AND owner_id = '"
                                + database.person() + "'"));
        database.rows("UPDATE conversations SET deleted_at = now() - interval '31 days' WHERE id = $w");
        database.run("{}");
        assertEquals(0, database.count("conversations", "id = '" + database.workspace() + "'"));
        database.assertLogIsWhole();
    }

    @Test
    void aConversationThatGoesTakesItsVectorsAlong() throws IOException {
        database.rows("""
                INSERT INTO conversations (workspace_id, id, owner_id, last_seq, deleted_at)
                VALUES ($w, $w, $p, 1, now() - interval '31 days');
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                VALUES ($w, $w, $w, 1, 'user', 'm', 1, 0);
                INSERT INTO vectors (workspace_id, id, conversation_id, message_id, content)
                SELECT $w, gen_random_uuid(), $w, CASE WHEN n > 100 THEN $w::uuid END, 'v' FROM generate_series(1, 600) n
                """);
        database.run("{}");
        assertFalse(database.isThere("conversations", database.workspace()));
        assertEquals(0, database.count("vectors", "conversation_id = '" + database.workspace() + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"purge_deleted_rows", "purge_rows_with_pieces", "due_rows"})
    void noOtherTableIsCleanedUp(String function) {
        for (String table :
                new String[] {"workspaces", "audit_entries", "messages", "budgets; DROP TABLE app.budgets"}) {
            String call = "SELECT * FROM app.%s('%s', '30 days', %s)"
                    .formatted(function, table, function.equals("due_rows") ? "1" : "NULL, 1");
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> database.ask(call));
            assertTrue(String.valueOf(refused.getCause()).contains("nothing of " + table + " is "), refused::toString);
        }
    }

    @Test
    void aDeletedIdentityGoesWithAllThatItHas() throws IOException {
        UUID old = database.deletedIdentity("30 days 1 minute", 300);
        UUID fresh = database.deletedIdentity("29 days", 3);
        assertEquals(1, database.swept("identities").path("deleted").asInt());
        assertFalse(database.isThere("identities", old));
        assertTrue(database.isThere("identities", fresh));
        for (String table : new String[] {"profiles", "experiences", "skills"}) {
            assertEquals(0, database.count(table, "identity_id = '" + old + "'"), table);
            assertEquals(3, database.count(table, "identity_id = '" + fresh + "'"), table);
            assertEquals(
                    0,
                    database.count(
                            "audit_entries",
                            "action IN ('delete', 'purge') AND relation = '" + table
                                    + "' AND before ->> 'identity_id' = '" + old + "'"));
        }
        assertEquals(6, database.count("profile_slugs", "slug LIKE '%" + "-' || md5('" + fresh + "')"));
        assertEquals(0, database.count("profile_slugs", "slug LIKE '%" + "-' || md5('" + old + "')"));
        assertEquals(1, database.count("audit_entries", "action = 'purge' AND row_id = '" + old + "'"));
        database.assertLogIsWhole();
    }

    @Test
    void aDeletedProjectGoesWithWhatItHoldsAndItsPromptCardsLiveOn() throws IOException {
        UUID old = database.deletedProject("30 days 1 minute", 300);
        UUID fresh = database.deletedProject("29 days", 3);
        assertEquals(1, database.swept("projects").path("deleted").asInt());
        assertFalse(database.isThere("projects", old));
        assertTrue(database.isThere("projects", fresh));
        for (String table : new String[] {"issues", "style_guides", "model_preferences"}) {
            assertEquals(0, database.count(table, "project_id = '" + old + "'"), table);
            assertTrue(database.count(table, "project_id = '" + fresh + "'") > 0, table);
        }
        assertEquals(2, database.count("prompt_cards", "project_id IS NULL AND revision = 2 AND deleted_at IS NULL"));
        assertEquals(2, database.count("prompt_cards", "project_id = '" + fresh + "'"));
        assertEquals(
                2,
                database.count(
                        "audit_entries",
                        "action = 'update' AND relation = 'prompt_cards' AND before ->> 'project_id' = '" + old + "'"));
        assertEquals(
                "{\"issues\": 300}",
                database.ask("SELECT after FROM app.audit_entries WHERE action = 'purge' AND row_id = '" + old + "'"));
        assertEquals(0, database.count("audit_entries", "action = 'delete' AND relation = 'issues'"));
        database.assertLogIsWhole();
    }

    @Test
    void anAccountThatWasDeletedWithoutARemovalIsRemovedAMonthLater() throws IOException {
        UUID author = UUID.randomUUID();
        UUID fresh = UUID.randomUUID();
        database.rows("""
                INSERT INTO users (id, email, deleted_at) VALUES
                    ('%1$s', '%1$s@deleted.invalid', now() - interval '50 days'),
                    ('%2$s', '%2$s@deleted.invalid', now() - interval '20 days');
                INSERT INTO prompt_cards (workspace_id, id, slug, title, search, owner_id)
                VALUES ($w, '%1$s', 'of-a-former-member', 'Card', '', '%1$s')
                """.formatted(author, fresh));
        assertEquals(1, database.swept("users").path("deleted").asInt());
        assertTrue(database.isThere("users", author), "those who were let in before are believed for some seconds");
        database.sql("UPDATE operations.removals SET due_at = now() WHERE subject_id = '" + author + "'");
        database.run("{}");
        assertFalse(database.isThere("users", author));
        assertEquals(1, database.count("prompt_cards", "id = '" + author + "' AND owner_id IS NULL AND revision = 2"));
        assertTrue(database.isThere("users", fresh));
        assertEquals(0, database.swept("users").path("left").asInt());
    }

    @Test
    void aRemovedProjectLeavesAReceiptOfWhatWentAndOfWhatLivesOn() throws IOException {
        UUID project = database.deletedProject("1 minute", 70);
        database.rows("""
                INSERT INTO conversations (workspace_id, id, owner_id, project_id)
                VALUES ($w, gen_random_uuid(), $p, '%1$s');
                INSERT INTO budgets (workspace_id, id, project_id, hard_limit_microusd)
                VALUES ($w, gen_random_uuid(), '%1$s', 1);
                INSERT INTO agent_runs (workspace_id, id, project_id, issue_id, name, agent)
                SELECT $w, gen_random_uuid(), '%1$s', id, 'run', 'agent' FROM issues WHERE project_id = '%1$s' LIMIT 3;
                SELECT app.enter_workspace($w);
                SELECT app.begin_removal('project', '%1$s', slug) FROM projects WHERE id = '%1$s'
                """.formatted(project));
        database.run("{}");
        assertFalse(database.isThere("projects", project));
        assertEquals(
                """
                {"tables": {"chunks": 70, "issues": 70, "budgets": 1, "projects": 1, "style_guides": 1, "model_preferences": 1}, \
                "released": {"agent_runs.issue_id": 3, "agent_runs.project_id": 3, \
                "prompt_cards.project_id": 2, "conversations.project_id": 1}}""",
                database.ask(
                        "SELECT receipt -> 'removed' FROM operations.removals WHERE subject_id = '" + project + "'"));
        assertEquals(1, database.count("conversations", "project_id IS NULL AND owner_id IS NOT NULL"));
        database.assertLogIsWhole();
    }
}
