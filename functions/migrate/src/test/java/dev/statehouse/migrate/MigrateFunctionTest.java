package dev.statehouse.migrate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.testing.Events;
import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MigrateFunctionTest {

    private static final String DEMO =
            "{\"workspace\": {\"slug\": \"demo\", \"name\": \"Demo\", \"ownerEmail\": \"demo@example.org\"}}";

    @Test
    void anEmptyDatabaseIsMigratedAndASecondRunChangesNothing() throws IOException {
        try (TestDatabase database = TestDatabase.empty()) {
            JsonNode first = run(database, new ObjectMapper().writeValueAsString(Events.read("migrate")));
            assertTrue(first.path("applied").size() > 5, first.toString());
            JsonNode second = run(database, "{}");
            assertEquals(0, second.path("applied").size(), second.toString());
            assertEquals(first.path("version"), second.path("version"));
        }
    }

    @Test
    void theFirstWorkspaceIsMadeOnceAndItsKeyShownOnce() throws IOException {
        try (TestDatabase database = TestDatabase.fresh()) {
            JsonNode workspace = run(database, DEMO).path("workspace");
            assertTrue(ApiKeyText.parse(workspace.path("apiKey").asText()) != null, workspace.toString());
            assertFalse(run(database, DEMO).has("workspace"));
        }
    }

    @Test
    void thePeopleOfAnotherSystemAreTakenOverOnceAndOnlyWithBcrypt() throws IOException {
        String users = """
                {"users": [{"username": "ada", "email": "ada@example.org", "firstName": "Ada", "emailVerified": true,
                            "passwordHash": "$2y$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy"},
                           {"email": "bob@example.org", "passwordHash": "%s"}]}""";
        try (TestDatabase database = TestDatabase.fresh()) {
            assertThrows(IllegalArgumentException.class, () -> run(database, users.formatted("sha256:00")));
            String good = users.formatted("$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy");
            assertEquals(2, run(database, good).path("users").path("made").asInt());
            JsonNode again = run(database, good.replace("ada@", "ADA@")).path("users");
            assertEquals("{\"made\":0,\"known\":2}", again.toString());
        }
    }

    @Test
    void aWorkspaceOperatesTheInstallationUntilItIsSaidNotTo() throws IOException {
        try (TestDatabase database = TestDatabase.fresh()) {
            String id = run(database, DEMO).path("workspace").path("id").asText();
            JsonNode named = run(database, "{\"operator\": \"demo\"}").path("operator");
            assertEquals("{\"id\":\"" + id + "\",\"slug\":\"demo\",\"operates\":true}", named.toString());
            assertEquals(named, run(database, "{\"operator\": \"demo\"}").path("operator"));
            String byId = "{\"operator\": \"" + id + "\", \"operates\": false}";
            assertFalse(run(database, byId).path("operator").path("operates").asBoolean(true));
            assertThrows(IllegalArgumentException.class, () -> run(database, "{\"operator\": \"nobody\"}"));
            assertThrows(IllegalArgumentException.class, () -> run(database, "{\"operates\": true}"));
        }
    }

    private static JsonNode run(TestDatabase database, String event) throws IOException {
        Servers servers = database.servers();
        Map<String, String> environment = new HashMap<>(Map.of(
                "DATABASE_HOST", servers.get("POSTGRES_HOST"),
                "DATABASE_PORT", servers.get("POSTGRES_PORT"),
                "DATABASE_NAME", database.name(),
                "DATABASE_USER", servers.get("MASTER_USER"),
                "DATABASE_PASSWORD", servers.get("MASTER_PASSWORD"),
                "DATABASE_CA", servers.get("CA_CERT")));
        for (String role : new String[] {"APP", "AUTHORIZER", "BACKUP", "MONITOR"}) {
            environment.put(role + "_PASSWORD", servers.get(role + "_PASSWORD"));
        }
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        new MigrateFunction(MigrateSettings.of(environment))
                .handleRequest(
                        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
        return new ObjectMapper().readTree(answer.toByteArray());
    }
}
