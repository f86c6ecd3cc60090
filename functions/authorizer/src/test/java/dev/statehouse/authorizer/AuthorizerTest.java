package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.testing.Events;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorizerTest {

    private Authorizer authorizer;
    private UUID workspace;

    @BeforeAll
    void start() {
        authorizer = new Authorizer();
        workspace = authorizer.rows().workspace();
    }

    @AfterAll
    void stop() {
        authorizer.close();
    }

    @Test
    void aKeyTellsItsWorkspaceRoleAndPerson() {
        UUID person = authorizer.rows().member(workspace, "admin");
        ApiKeyText key = authorizer.key(workspace, person);
        for (int time = 0; time < 2; time++) {
            JsonNode identity = authorizer.identify(key.text());
            assertEquals(workspace.toString(), identity.path("workspaceId").asText());
            assertEquals("editor", identity.path("role").asText());
            assertEquals(person.toString(), identity.path("userId").asText());
            assertTrue(identity.has("keyId"));
            assertFalse(identity.has("scopes"));
            assertFalse(identity.has("cookie"));
            assertFalse(identity.has("slug"));
        }
        assertEquals(
                "editor",
                authorizer
                        .ask("GET /v1/projects", Map.of("authorization", "bearer   " + key.text() + " "))
                        .path("role")
                        .asText());
    }

    @ParameterizedTest
    @CsvSource({"owner, viewer, viewer", "viewer, owner, viewer", "editor, admin, editor", "admin, editor, editor"})
    void aKeyActsWithTheLesserOfItsOwnRoleAndItsMembers(String own, String members, String acts) {
        UUID person = authorizer.rows().member(workspace, members);
        ApiKeyText key = authorizer.key(workspace, person, own, "");
        assertEquals(acts, authorizer.identify(key.text()).path("role").asText());
    }

    @Test
    void aKeyOfADeletedPersonIsRefused() {
        UUID person = authorizer.rows().member(workspace, "admin");
        ApiKeyText key = authorizer.key(workspace, person);
        authorizer.database().asOwner("UPDATE users SET deleted_at = now() WHERE id = '%s'".formatted(person));
        assertEquals("revoked", authorizer.denied(key.text()));
    }

    @Test
    void aKeyTellsItsScopes() {
        ApiKeyText key = authorizer.key(workspace, null, "admin", ", scopes = '{prompts:read,audit:read}'");
        assertEquals(
                "prompts:read audit:read",
                authorizer.identify(key.text()).path("scopes").asText());
    }

    @Test
    void aKeyForNobodyNamesNoPerson() {
        assertFalse(authorizer.identify(authorizer.key(workspace, null).text()).has("userId"));
    }

    @Test
    void aKeyIsForItsOwnWorkspaceAlone() {
        ApiKeyText key = authorizer.key(workspace, null);
        UUID other = authorizer.rows().workspace();
        for (String own : new String[] {workspace.toString(), "w-" + workspace, " ", "W-" + workspace}) {
            assertTrue(naming(key, own).has("keyId"), own);
        }
        for (String foreign :
                new String[] {other.toString(), "w-" + other, "nowhere", "a,b", "\u0000", "-", "' OR 1=1"}) {
            assertEquals("workspace", naming(key, foreign).path("denied").asText(), foreign);
            assertFalse(naming(key, foreign).has("workspaceId"), foreign);
        }
    }

    private JsonNode naming(ApiKeyText key, String workspace) {
        return authorizer.ask(
                "GET /v1/projects", Map.of("authorization", "Bearer " + key.text(), "statehouse-workspace", workspace));
    }

    @Test
    void expiredAndRevokedKeysAreDeniedWithTheReason() {
        for (int time = 0; time < 2; time++) {
            assertEquals("expired", authorizer.denied(with(", expires_at = now() - interval '1 second'")));
            assertEquals("revoked", authorizer.denied(with(", revoked_at = now()")));
            assertTrue(authorizer
                    .identify(with(", expires_at = now() + interval '1 hour'"))
                    .has("keyId"));
        }
    }

    private String with(String columns) {
        return authorizer.key(workspace, null, "editor", columns).text();
    }

    @Test
    void useIsNotedAtMostOnceAMinute() {
        ApiKeyText key = authorizer.key(workspace, null);
        String noted = "last_used_at IS NOT NULL";
        assertEquals(0, keys(key, noted));
        authorizer.identify(key.text());
        assertEquals(1, keys(key, noted));
        authorizer.database().asOwner("UPDATE api_keys SET last_used_at = now() - interval '30 seconds'");
        authorizer
                .context()
                .getBean(dev.statehouse.data.identity.KnownCredentials.class)
                .forgetKey(key.prefix());
        authorizer.identify(key.text());
        assertEquals(1, keys(key, "last_used_at < now() - interval '20 seconds'"));
    }

    private int keys(ApiKeyText key, String condition) {
        return Sql.count(
                authorizer.database(),
                "SELECT count(*) FROM api_keys WHERE prefix = '%s' AND %s".formatted(key.prefix(), condition));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic abc",
                "Bearer sth_",
                "Bearer sts_",
                "Bearer a b",
                "Bearer \u0000",
                "sth_123",
                "Bearer ' OR 1=1 --"
            })
    void whatIsNoCredentialIsRefusedWithoutALookUp(String authorization) {
        assertEquals(
                "invalid",
                authorizer
                        .ask("GET /v1/projects", Map.of("authorization", authorization))
                        .path("denied")
                        .asText());
    }

    @Test
    void noCredentialsAtAllAreSaidToBeMissing() {
        assertEquals(
                "missing",
                authorizer.ask("GET /v1/projects", Map.of()).path("denied").asText());
        assertEquals("missing", authorizer.ask(Map.of()).path("denied").asText());
    }

    @Test
    void theEventOfTheFolderIsAnswered() {
        assertEquals(
                "invalid",
                authorizer.ask(Events.read("authorizer")).path("denied").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_keys", "user_sessions", "users", "memberships", "workspaces"})
    void theRoleCanReadNothingElse(String table) {
        assertThrows(SQLException.class, () -> {
            try (var connection = authorizer.database().connect("statehouse_authorizer", true);
                    var statement = connection.createStatement()) {
                statement.executeQuery("SELECT 1 FROM app." + table.toLowerCase(Locale.ROOT));
            }
        });
    }
}
