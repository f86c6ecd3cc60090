package dev.statehouse.identity.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestKeyFile;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialTest {

    private static final String PATH = "/v1/credentials";

    private Vault vault;

    @BeforeAll
    void start() {
        vault = new Vault();
    }

    @AfterAll
    void stop() {
        vault.close();
    }

    @Test
    void aValueIsGivenToWhoMayUseItAndToNobodyElse() {
        Api.Answer created =
                vault.api().post(PATH, Vault.body("mine", "canary-1", "repo")).expect(201);
        String id = created.json().path("id").asText();
        assertEquals("\"1\"", created.header("etag"));
        for (Api.Answer answer : List.of(
                created, vault.api().get(PATH), vault.api().get(PATH + "/" + id).expect(200))) {
            assertFalse(answer.body().contains("canary-1"), answer.body());
            assertFalse(answer.body().contains("ciphertext"), answer.body());
        }
        Api.Answer used = vault.use(id).expect(200);
        assertEquals("canary-1", used.json().path("value").asText());
        assertEquals("no-store", used.header("cache-control"));
    }

    @Test
    void aUseLeavesATrace() {
        String id = vault.keep("traced", "x");
        TestCaller caller = TestCaller.of(vault.workspace(), "editor");
        vault.as(caller).send("POST", PATH + "/" + id + "/use", Map.of(), null).expect(200);
        JsonNode seen = vault.api().get(PATH + "/" + id).expect(200).json();
        assertEquals(caller.identity().get("keyId"), seen.path("lastUsedBy").asText());
        assertFalse(seen.path("lastUsedAt").isNull());
        assertEquals(1, seen.path("revision").asInt(), "use is no change");
    }

    @ParameterizedTest
    @CsvSource({
        "viewer, , 403",
        "editor, , 200",
        "editor, credentials:use, 200",
        "admin, credentials:admin, 403",
        "owner, admin, 403",
        "owner, credentials:read, 403",
        "viewer, credentials:use, 403"
    })
    void useNeedsItsScopeByName(String role, String scopes, int status) {
        String id = vault.keep("scoped" + UUID.randomUUID(), "x");
        TestCaller caller = TestCaller.of(vault.workspace(), role);
        Api.Answer answer = vault.as(scopes == null ? caller : caller.scoped(scopes))
                .send("POST", PATH + "/" + id + "/use", Map.of(), null);
        assertEquals(status, answer.status(), answer.body());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | ''                 | editor",
                "PATCH  | /{id}              | editor",
                "DELETE | /{id}              | editor",
                "GET    | /rotation          | editor",
                "POST   | /rotation          | editor"
            })
    void changesAreForAdmins(String method, String path, String role) {
        String id = vault.keep("guarded" + UUID.randomUUID(), "x");
        Api.Answer answer = vault.as(TestCaller.of(vault.workspace(), role))
                .send(
                        method,
                        PATH + path.replace("{id}", id),
                        Map.of("content-type", "application/json", "if-match", "*"),
                        method.equals("GET") ? null : Vault.body("n", "v"));
        assertEquals(403, answer.status(), answer.body());
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        String id = vault.keep("hidden", "x");
        Api stranger = vault.stranger();
        stranger.get(PATH + "/" + id).expect(404);
        stranger.send("POST", PATH + "/" + id + "/use", Map.of(), null).expect(404);
        stranger.patch(PATH + "/" + id, "{\"name\": \"y\"}", "*").expect(404);
        stranger.delete(PATH + "/" + id).expect(404);
        assertTrue(stranger.get(PATH).expect(200).json().path("data").isEmpty());
    }

    @Test
    void aListHoldsThoseThatHaveAllScopes() {
        String both = vault.keep("both", "x", "list:a", "list:b");
        String one = vault.keep("one", "x", "list:a");
        assertEquals(List.of(one, both), ids("?scope=list:a"));
        assertEquals(List.of(both), ids("?scope=list:b&scope=list:a&provider=github"));
        assertEquals(List.of(), ids("?scope=list:a&provider=gitlab"));
        JsonNode first =
                vault.api().get(PATH + "?scope=list:a&limit=1").expect(200).json();
        assertTrue(first.path("hasMore").asBoolean());
        assertEquals(
                List.of(both),
                ids("?scope=list:a&limit=1&cursor=" + first.path("nextCursor").asText()));
    }

    private List<String> ids(String query) {
        return vault.api().get(PATH + query).expect(200).json().path("data").findValuesAsText("id");
    }

    @Test
    void aChangeNeedsTheRevisionThatItIsOf() {
        String path = PATH + "/" + vault.keep("changed", "old", "a");
        vault.api()
                .send("PATCH", path, Map.of("content-type", "application/json"), "{}")
                .expect(428);
        Api.Answer changed = vault.api()
                .patch(
                        path,
                        "{\"value\": \"new\", \"scopes\": [\"b\"], \"expiresAt\": \"2999-01-01T00:00:00Z\"}",
                        "\"1\"")
                .expect(200);
        assertEquals("\"2\"", changed.header("etag"));
        vault.api().patch(path, "{\"value\": \"late\"}", "\"1\"").expect(412);
        assertEquals(
                "new",
                vault.use(path.substring(PATH.length() + 1))
                        .expect(200)
                        .json()
                        .path("value")
                        .asText());
        assertTrue(vault.api()
                .patch(path, "{\"expiresAt\": null}", "\"2\"")
                .expect(200)
                .json()
                .path("expiresAt")
                .isNull());
        vault.api().send("DELETE", path, Map.of("if-match", "\"1\""), null).expect(412);
        vault.api().delete(path).expect(204);
        vault.api().get(path).expect(404);
        vault.use(path.substring(PATH.length() + 1)).expect(404);
    }

    @Test
    void anExpiredOneIsNotGivenOut() {
        String id = vault.keep("expired", "canary-2");
        vault.api()
                .patch(PATH + "/" + id, "{\"expiresAt\": \"2001-01-01T00:00:00Z\"}", "*")
                .expect(200);
        assertFalse(vault.use(id).expect(409).body().contains("canary"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                                  | 422 | /name",
                "{\"provider\": \"A b\", \"name\": \"n\", \"value\": \"canary\"}           | 422 | /provider",
                "{\"provider\": \"a\", \"name\": \" \", \"value\": \"canary\"}             | 422 | /name",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": \"\"}                   | 422 | /value",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": 5}                      | 400 | /value",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": [\"canary\"]}           | 400 | /value",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": \"canary\\u0000\"}      | 422 | /value",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": \"canary\", \"scopes\": [\"\"]}  | 422 | /scopes/0",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": \"canary\", \"scopes\": \"x\"}   | 400 | /scopes",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": \"canary\", \"expiresAt\": \"soon\"} | 400 | /expiresAt",
                "{\"provider\": \"a\", \"name\": \"n\", \"value\": \"canary\", \"keyName\": \"mine\"}  | 400 | /keyName",
                "{\"provider\": \"github\", \"name\": \"taken\", \"value\": \"canary\"}    | 409 | /name"
            })
    void badInputIsNamedAndNothingIsWritten(String body, int status, String pointer) {
        if (status == 409) {
            vault.keep("taken", "x");
        }
        String before = count();
        Api.Answer answer = vault.api().post(PATH, body);
        assertEquals(status, answer.status(), answer.body());
        assertEquals(
                pointer, answer.json().path("errors").path(0).path("pointer").asText(), answer.body());
        assertFalse(answer.body().contains("canary"), answer.body());
        assertEquals(before, count());
    }

    @Test
    void aValueHasAtMost64KilobytesInUtf8() {
        assertEquals("/value", refusedValue("x".repeat(65_537)));
        assertEquals("/value", refusedValue("\u00e9".repeat(32_769)));
        String largest = "\u00e9".repeat(32_768);
        String id = vault.keep("largest", largest);
        assertEquals(largest, vault.use(id).expect(200).json().path("value").asText());
    }

    private String refusedValue(String value) {
        return vault.api()
                .post(PATH, Vault.body("too-long", value))
                .expect(422)
                .json()
                .path("errors")
                .path(0)
                .path("pointer")
                .asText();
    }

    private String count() {
        return vault.ask("SELECT count(*) || ' ' || coalesce(sum(revision), 0) FROM app.credentials");
    }

    @Test
    void aRepeatedRequestMakesOneAndKeepsNoValue() {
        String body = Vault.body("repeated", "canary-repeated");
        Api api = vault.api();
        Api.Answer first = api.post(PATH, body, "key-1").expect(201);
        Api.Answer again = api.post(PATH, body, "key-1").expect(201);
        assertEquals(first.body(), again.body());
        assertEquals("true", again.header("idempotency-replayed"));
        String id = first.json().path("id").asText();
        Api.Answer used = api.send("POST", PATH + "/" + id + "/use", Map.of("idempotency-key", "key-2"), null);
        used.expect(200);
        assertEquals("0", rowsWith("canary-repeated"));
        assertEquals("1", vault.ask("SELECT count(*) FROM app.idempotency_keys WHERE key IN ('key-1', 'key-2')"));
    }

    /** All rows of all tables as text, and every bytea also as the text that it may be. */
    private String rowsWith(String canary) {
        String tables = vault.ask("""
                SELECT string_agg(format('SELECT count(*) AS n FROM app.%1$I t WHERE t::text LIKE ''%%%2$s%%''
                                          OR t::text LIKE ''%%%3$s%%''', relname, '""" + canary + "', '" + hex(canary) + """
                '), ' UNION ALL ')
                FROM pg_class WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p')
                """);
        return vault.ask("SELECT sum(n) FROM (" + tables + ") AS found");
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theSearchForACanaryFindsOne() {
        vault.keep("canary-in-a-name", "x");
        assertNotEquals("0", rowsWith("canary-in-a-name"));
    }

    @Test
    void everyFlippedByteOfAStoredValueIsAnInternalErrorThatShowsNothing() {
        String id = vault.keep("flipped", "canary-flipped");
        int length =
                Integer.parseInt(vault.ask("SELECT length(ciphertext) FROM app.credentials WHERE id = '" + id + "'"));
        for (int i = 0; i < length; i++) {
            flip(id, i);
            Api.Answer answer = vault.use(id);
            assertEquals(500, answer.status(), "byte " + i + ": " + answer.body());
            assertFalse(answer.body().contains("canary"), answer.body());
            flip(id, i);
        }
        assertEquals(
                "canary-flipped", vault.use(id).expect(200).json().path("value").asText());
    }

    private void flip(String id, int at) {
        vault.database().asOwner("""
                UPDATE credentials SET ciphertext = set_byte(ciphertext, %1$d, get_byte(ciphertext, %1$d) # 1) WHERE id = '%2$s'
                """.formatted(at, id));
    }

    @Test
    void aCiphertextInAnotherRowIsAnInternalError() {
        String from = vault.keep("from", "canary-moved");
        String to = vault.keep("to", "x");
        vault.database().asOwner("""
                UPDATE credentials SET (ciphertext, key_name) =
                    (SELECT c.ciphertext, c.key_name FROM credentials c WHERE c.id = '%s') WHERE id = '%s'
                """.formatted(from, to));
        assertFalse(vault.use(to).expect(500).body().contains("canary"));
    }

    @Test
    void aLostKeyIsSaidAndNothingIsGiven() {
        String id = vault.keep("locked", "canary-locked");
        try (ApplicationContext other = vault.start(TestKeyFile.holding("another"))) {
            Api.Answer answer = new Api(new HttpFunction(other), TestCaller.of(vault.workspace(), "admin"))
                    .send("POST", PATH + "/" + id + "/use", Map.of(), null)
                    .expect(503);
            assertTrue(answer.json().path("detail").asText().contains("key"), answer.body());
            assertFalse(answer.body().contains("canary"));
        }
    }

    @Test
    void nothingIsPrinted() {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            String id = vault.keep("printed", "canary-printed");
            vault.use(id).expect(200);
            vault.api().post(PATH, Vault.body("printed", "canary-printed")).expect(409);
            vault.api().post(PATH, "{\"value\": \"canary-printed\"").expect(400);
            flip(id, 40);
            vault.use(id).expect(500);
        } finally {
            System.setOut(out);
        }
        assertFalse(printed.toString(StandardCharsets.UTF_8).contains("canary-printed"));
    }

    @Test
    void recordsWithAValueDoNotPrintIt() {
        for (Object holder : new Object[] {
            new NewCredential("github", "n", null, "canary", null),
            new CredentialChanges(null, null, "canary", null),
            new UsableCredential(UUID.randomUUID(), "github", "n", java.util.List.of(), null, "canary")
        }) {
            assertNotEquals("", holder.toString());
            assertFalse(holder.toString().contains("canary"), holder.toString());
        }
    }
}
