package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.testing.Events;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private TestDatabase database;
    private ApplicationContext context;
    private AuthorizerFunction authorizer;
    private UUID workspace;

    @BeforeAll
    void start() {
        database = TestDatabase.fresh();
        context = ApplicationContext.run(database.properties("statehouse_authorizer"));
        authorizer = new AuthorizerFunction(context);
        workspace = new Rows(database).workspace();
    }

    @AfterAll
    void stop() {
        context.close();
        database.close();
    }

    @Test
    void aKeyTellsItsWorkspaceRoleAndPerson() throws IOException {
        UUID person = new Rows(database).member(workspace, "admin");
        ApiKeyText key = key("'%s'".formatted(person), "NULL", "NULL");
        JsonNode identity = identify("Bearer " + key.text());
        assertEquals(workspace.toString(), identity.path("workspaceId").asText());
        assertEquals("editor", identity.path("role").asText());
        assertEquals(person.toString(), identity.path("userId").asText());
        assertTrue(identity.has("keyId"));
        assertEquals(identity, identify("bearer   " + key.text() + " "));
    }

    @Test
    void aKeyForNobodyNamesNoPerson() throws IOException {
        assertFalse(identify("Bearer " + key("NULL", "NULL", "NULL").text()).has("userId"));
    }

    @Test
    void expiredAndRevokedKeysAreDeniedWithTheReason() throws IOException {
        assertEquals(
                "expired",
                denied("Bearer "
                        + key("NULL", "now() - interval '1 second'", "NULL").text()));
        assertEquals("revoked", denied("Bearer " + key("NULL", "NULL", "now()").text()));
        assertTrue(identify("Bearer "
                        + key("NULL", "now() + interval '1 hour'", "NULL").text())
                .has("keyId"));
    }

    @Test
    void everyChangedLetterOfAKeyIsRefused() throws IOException {
        String text = key("NULL", "NULL", "NULL").text();
        for (int i = 0; i < text.length(); i++) {
            char other = text.charAt(i) == 'x' ? 'y' : 'x';
            assertEquals("invalid", denied("Bearer " + text.substring(0, i) + other + text.substring(i + 1)));
        }
    }

    @Test
    void anothersSecretBehindAKnownPrefixIsRefused() throws IOException {
        ApiKeyText key = key("NULL", "NULL", "NULL");
        ApiKeyText forged = ApiKeyText.random(new SecureRandom());
        database.asOwner(
                "UPDATE api_keys SET prefix = '%s' WHERE prefix = '%s'".formatted(forged.prefix(), key.prefix()));
        assertEquals("invalid", denied("Bearer " + forged.text()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic abc",
                "Bearer sth_",
                "Bearer a b",
                "Bearer \u0000",
                "sth_123",
                "Bearer ' OR 1=1 --"
            })
    void whatIsNoKeyIsRefusedWithoutALookUp(String authorization) throws IOException {
        assertEquals("invalid", denied(authorization));
    }

    @Test
    void noCredentialsAtAllAreSaidToBeMissing() throws IOException {
        assertEquals("missing", ask(Map.of()).path("denied").asText());
    }

    @Test
    void theEventOfTheFolderIsAnswered() throws IOException {
        assertEquals("invalid", answer(Events.read("authorizer")).path("denied").asText());
    }

    @Test
    void theRoleCanReadNothingElse() {
        org.junit.jupiter.api.Assertions.assertThrows(java.sql.SQLException.class, () -> {
            try (var connection = database.connect("statehouse_authorizer", true);
                    var statement = connection.createStatement()) {
                statement.executeQuery("SELECT id FROM app.api_keys");
            }
        });
    }

    private ApiKeyText key(String userId, String expiresAt, String revokedAt) {
        ApiKeyText key = ApiKeyText.random(new SecureRandom());
        database.asOwner("""
                INSERT INTO api_keys (workspace_id, id, name, prefix, secret_sha256, role, user_id, expires_at, revoked_at)
                VALUES ('%s', '%s', 'key', '%s', '\\x%s', 'editor', %s, %s, %s)
                """.formatted(
                        workspace,
                        UUID.randomUUID(),
                        key.prefix(),
                        HexFormat.of().formatHex(key.sha256()),
                        userId,
                        expiresAt,
                        revokedAt));
        return key;
    }

    private String denied(String authorization) throws IOException {
        return identify(authorization).path("denied").asText();
    }

    private JsonNode identify(String authorization) throws IOException {
        return ask(Map.of("authorization", authorization));
    }

    private JsonNode ask(Map<String, String> headers) throws IOException {
        return answer(Map.of("version", "2.0", "type", "REQUEST", "headers", headers));
    }

    private JsonNode answer(Map<String, Object> event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        authorizer.handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), answer, new TestContext());
        JsonNode json = JSON.readTree(answer.toByteArray());
        assertTrue(json.path("isAuthorized").asBoolean());
        return json.path("context");
    }
}
