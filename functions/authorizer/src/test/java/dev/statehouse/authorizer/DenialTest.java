package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.SessionToken;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whoever shows a credential that is valid no longer leaves an entry in the log of its workspace; nobody else does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DenialTest {

    private Authorizer authorizer;
    private UUID workspace;

    @BeforeAll
    void start() {
        // Without Redis, so that every denial is one that PostgreSQL was asked about.
        authorizer = new Authorizer(Map.of("redis.port", 1), null);
    }

    @AfterAll
    void stop() {
        authorizer.close();
    }

    @BeforeEach
    void makeAWorkspace() {
        workspace = authorizer.rows().workspace();
    }

    @Test
    void aRevokedKeyIsWrittenDownWithWhereItCameFromAndWhatItAskedFor() {
        UUID person = authorizer.rows().member(workspace, "admin");
        ApiKeyText key = authorizer.key(workspace, person, "editor", ", revoked_at = now()");
        assertEquals("revoked", denied(key, "192.0.2.7"));
        assertEquals(1, entries("""
                action = 'refuse' AND relation = 'operations' AND row_id = 'GET /v1/projects' AND via = 'key'
                AND after = '{"reason": "revoked"}' AND address = '192.0.2.7' AND person_id = '%s'
                AND credential_id = (SELECT id FROM api_keys WHERE prefix = '%s')
                """.formatted(person, key.prefix())));
    }

    @Test
    void anExpiredKeyIsWrittenDown() {
        assertEquals("expired", denied(expired(), "192.0.2.7"));
        assertEquals(1, refusals("expired"));
    }

    @Test
    void aKeyWhoseMemberHasLeftIsWrittenDown() {
        UUID person = authorizer.rows().member(workspace, "admin");
        ApiKeyText key = authorizer.key(workspace, person);
        authorizer.database().asOwner("UPDATE users SET deleted_at = now() WHERE id = '%s'".formatted(person));
        assertEquals("revoked", denied(key, "192.0.2.7"));
        assertEquals(1, refusals("revoked"));
    }

    @Test
    void aKeyThatNamesAnotherWorkspaceIsWrittenDownInItsOwnOnceAMinute() {
        ApiKeyText key = authorizer.key(workspace, null, "editor", "");
        UUID other = authorizer.rows().workspace();
        for (int i = 0; i < 3; i++) {
            JsonNode answer = authorizer.ask(
                    "GET /v1/projects",
                    Map.of("authorization", "Bearer " + key.text(), "statehouse-workspace", other.toString()));
            assertEquals("workspace", answer.path("denied").asText());
        }
        assertEquals(1, refusals("another workspace"));
        assertEquals(2, omitted(workspace));
        assertEquals(0, entries("to_jsonb(audit_entries)::text LIKE '%" + other + "%'"));
        assertEquals("", authorizer.denied(key.text()));
        assertEquals(1, refusals("another workspace"));
    }

    @Test
    void aSessionIsWrittenDownInTheWorkspaceThatItNames() {
        UUID person = authorizer.rows().member(workspace, "editor");
        SessionToken ended = authorizer.session(person);
        SessionToken expired = authorizer.session(person);
        revoke(ended);
        authorizer.database().asOwner("""
                UPDATE user_sessions SET expires_at = now() - interval '1 s', last_seen_at = now() - interval '1 day',
                    created_at = now() - interval '1 day'
                WHERE id = '%s'
                """.formatted(expired.sessionId()));
        assertEquals(
                "revoked", authorizer.identify(ended, workspace).path("denied").asText());
        assertEquals(
                "expired",
                authorizer.identify(expired, workspace).path("denied").asText());
        assertEquals(1, refusals("revoked"));
        assertEquals(1, refusals("expired"));
        assertEquals(2, entries("via = 'session' AND person_id = '%s' AND action = 'refuse'".formatted(person)));
    }

    @Test
    void aSessionThatNamesAWorkspaceOfOthersIsWrittenDownInItsPersonsAccount() {
        UUID person = authorizer.rows().member(authorizer.rows().workspace(), "editor");
        SessionToken stranger = authorizer.session(person);
        revoke(stranger);
        assertEquals(
                "revoked",
                authorizer.identify(stranger, workspace).path("denied").asText());
        assertEquals(0, entries("action = 'refuse'"));
        assertEquals(1, accountEntries(person, "revoked", stranger));
    }

    @Test
    void aSessionThatNamesNoWorkspaceIsWrittenDownInItsPersonsAccountOnceAMinute() {
        UUID person = authorizer.rows().member(workspace, "editor");
        SessionToken ended = authorizer.session(person);
        revoke(ended);
        for (int i = 0; i < 5; i++) {
            assertEquals("revoked", authorizer.denied(ended.text()));
        }
        assertEquals(0, entries("action = 'refuse'"));
        assertEquals(1, accountEntries(person, "revoked", ended));
        assertEquals(4, omitted(person));
        assertEquals(1, Sql.count(authorizer.database(), """
                SELECT count(*) FROM audit_links l JOIN audit_entries e USING (workspace_id, transaction_id)
                WHERE l.workspace_id = '%s' AND e.action = 'refuse'
                """.formatted(person)));
    }

    private int accountEntries(UUID person, String reason, SessionToken session) {
        return Sql.count(authorizer.database(), """
                SELECT count(*) FROM audit_entries
                WHERE workspace_id = '%s' AND person_id = '%1$s' AND action = 'refuse' AND row_id = 'GET /v1/projects'
                  AND after = '{"reason": "%s"}' AND via = 'session' AND credential_id = '%s'
                """.formatted(person, reason, session.sessionId()));
    }

    private int omitted(UUID log) {
        return Sql.count(
                authorizer.database(),
                "SELECT coalesce(sum(refusals), 0) FROM omitted_refusals WHERE workspace_id = '%s'".formatted(log));
    }

    /** The log's newest link is somebody else's for longer than a denial may take. */
    @Test
    void aDenialThatCannotBeWrittenInTimeIsCounted() throws Exception {
        ApiKeyText key = expired();
        try (Connection busy = authorizer.database().connect("statehouse_master", false);
                Statement statement = busy.createStatement()) {
            busy.setAutoCommit(false);
            statement.execute("SET ROLE statehouse_owner; SELECT FROM app.audit_heads FOR UPDATE");
            assertEquals("expired", denied(key, "192.0.2.7"));
            busy.rollback();
        }
        assertEquals(0, refusals("expired"));
        assertEquals(1, omitted(workspace));
        assertEquals("expired", denied(key, "192.0.2.7"));
        assertEquals(1, entries("after ->> 'omitted' = '1' AND after ->> 'reason' = 'expired'"));
        assertEquals(0, omitted(workspace));
    }

    /** As long as Redis remembers that a credential is dead, PostgreSQL is not asked; but it is told. */
    @Test
    void aDenialThatRedisKnewOfIsCounted() {
        try (Authorizer withRedis = new Authorizer()) {
            UUID log = withRedis.rows().workspace();
            ApiKeyText key = withRedis.key(log, null, "editor", ", revoked_at = now()");
            for (int i = 0; i < 7; i++) {
                assertEquals("revoked", withRedis.denied(key.text()));
            }
            assertEquals(7, Sql.count(withRedis.database(), """
                    SELECT (SELECT count(*) FROM audit_entries WHERE workspace_id = '%s' AND action = 'refuse')
                           + (SELECT sum(refusals) FROM omitted_refusals WHERE workspace_id = '%1$s')
                    """.formatted(log)));
        }
    }

    @Test
    void manyDenialsAtOnceAreOneEntryAMinute() throws Exception {
        ApiKeyText key = authorizer.key(workspace, null, "editor", ", revoked_at = now()");
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            List<Callable<String>> requests = IntStream.range(0, 40)
                    .<Callable<String>>mapToObj(i -> () -> denied(key, "192.0.2." + i))
                    .toList();
            for (Future<String> answer : many.invokeAll(requests)) {
                assertEquals("revoked", answer.get());
            }
        }
        assertEquals("revoked", denied(key, "192.0.2.7"));
        assertEquals(1, refusals("revoked"));
        assertEquals(40, omitted(workspace), "41 in all");
    }

    @Test
    void whoDoesNotShowTheSecretLeavesNothing() {
        ApiKeyText key = expired();
        ApiKeyText forged = ApiKeyText.random(new SecureRandom());
        authorizer.database().asOwner("""
                UPDATE api_keys SET prefix = '%s' WHERE prefix = '%s'
                """.formatted(forged.prefix(), key.prefix()));
        assertEquals("invalid", denied(forged, "192.0.2.7"));
        assertEquals(0, entries("action = 'refuse'"));
    }

    @Test
    void theAuthorizerCannotMakeUpDenialsOfValidCredentials() {
        ApiKeyText key = authorizer.key(workspace, null);
        String call = """
                SELECT count(*) FROM api_keys k
                WHERE k.prefix = '%s' AND note_denied_key(k.workspace_id, k.id, '\\x%s', '192.0.2.7', 'GET /v1/projects')
                """.formatted(key.prefix(), HexFormat.of().formatHex(key.sha256()));
        assertEquals(0, Sql.count(authorizer.database(), call));
        assertEquals(0, entries("action = 'refuse'"));
    }

    @Test
    void theChainOfTheLogHoldsWithADenialInIt() {
        denied(authorizer.key(workspace, null, "editor", ", revoked_at = now()"), "192.0.2.7");
        assertEquals(1, Sql.count(authorizer.database(), """
                SELECT count(*) FROM audit_links l JOIN audit_entries e USING (workspace_id, transaction_id)
                WHERE l.workspace_id = '%s' AND e.action = 'refuse'
                """.formatted(workspace)));
    }

    private ApiKeyText expired() {
        return authorizer.key(
                workspace,
                null,
                "editor",
                ", created_at = now() - interval '1 day', expires_at = now() - interval '1 s'");
    }

    private void revoke(SessionToken session) {
        authorizer
                .database()
                .asOwner("UPDATE user_sessions SET revoked_at = now() WHERE id = '%s'".formatted(session.sessionId()));
    }

    private String denied(ApiKeyText key, String address) {
        JsonNode answer =
                authorizer.ask("GET /v1/projects", Map.of("authorization", "Bearer " + key.text()), List.of(), address);
        return answer.path("denied").asText();
    }

    private int refusals(String reason) {
        return entries("action = 'refuse' AND after ->> 'reason' = '%s'".formatted(reason));
    }

    private int entries(String condition) {
        return Sql.count(
                authorizer.database(),
                "SELECT count(*) FROM audit_entries WHERE workspace_id = '%s' AND %s".formatted(workspace, condition));
    }
}
