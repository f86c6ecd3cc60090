package dev.statehouse.identity.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiKeyTest {

    private static final String KEYS = "/v1/api-keys";

    private Team team;
    private Api admin;

    @BeforeAll
    void start() {
        team = new Team();
        admin = team.key("admin");
    }

    @AfterAll
    void stop() {
        team.close();
    }

    private JsonNode make(String fields) {
        return admin.post(KEYS, "{\"name\": \"Key\", \"role\": \"editor\"" + fields + "}")
                .expect(201)
                .json();
    }

    private static String path(JsonNode key) {
        return KEYS + "/" + key.path("id").asText();
    }

    @Test
    void aKeyIsShownOnceAndStoredAsItsHash() {
        Api.Answer made = admin.post(
                        KEYS,
                        "{\"name\": \"CI\", \"role\": \"editor\", \"scopes\": [\"prompts:write\", \"projects:read\", \"prompts:write\"]}")
                .expect(201);
        JsonNode key = made.json();
        String text = key.path("key").asText();
        ApiKeyText parsed = ApiKeyText.parse(text);
        assertNotNull(parsed, text);
        assertEquals(parsed.prefix(), key.path("prefix").asText());
        assertEquals(
                "\\x" + HexFormat.of().formatHex(parsed.sha256()),
                team.ask("SELECT secret_sha256 FROM api_keys WHERE prefix = '" + parsed.prefix() + "'"));
        assertEquals("[\"projects:read\",\"prompts:write\"]", key.path("scopes").toString());

        Api.Answer shown = admin.get(made.header("location")).expect(200);
        assertFalse(shown.body().contains(text));
        assertFalse(shown.json().has("secretSha256"));
        assertFalse(admin.get(KEYS).expect(200).body().contains(text));
        assertTrue(shown.json().path("lastUsedAt").isNull());
    }

    @Test
    void aRepeatShowsAllButTheKeyWhichIsStoredNowhere() {
        TestCaller caller = TestCaller.of(team.workspace(), "admin");
        String body = "{\"name\": \"Repeated\", \"role\": \"viewer\"}";
        JsonNode first =
                team.as(caller).post(KEYS, body, "repeated").expect(201).json();
        Api.Answer second = team.as(caller).post(KEYS, body, "repeated").expect(201);
        assertEquals("true", second.header("idempotency-replayed"));
        assertTrue(second.json().path("key").isNull(), second.body());
        assertEquals(first.path("id"), second.json().path("id"));
        assertEquals("1", team.ask("SELECT count(*) FROM api_keys WHERE name = 'Repeated'"));

        String rotated = path(first) + "/rotate";
        String successor = team.as(caller)
                .post(rotated, "{}", "rotated")
                .expect(201)
                .json()
                .path("key")
                .asText();
        assertTrue(team.as(caller)
                .post(rotated, "{}", "rotated")
                .expect(201)
                .json()
                .path("key")
                .isNull());
        for (String secret : List.of(first.path("key").asText(), successor)) {
            assertEquals("0", team.ask(whereverItIs(secret)), "a key's text is in the database");
        }
    }

    /** In any column of any table of the schema. */
    private String whereverItIs(String text) {
        String tables = team.ask("SELECT string_agg(relname, ',') FROM pg_class"
                + " WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p')");
        List<String> counts = new ArrayList<>();
        for (String table : tables.split(",", -1)) {
            String hex = HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            counts.add("(SELECT count(*) FROM app.%1$s t WHERE t::text LIKE '%%%2$s%%' OR t::text LIKE '%%%3$s%%')"
                    .formatted(table, text, hex));
        }
        return "SELECT " + String.join(" + ", counts);
    }

    @Test
    void aKeyIsNeverLogged() {
        LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
        Logger root = logs.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        ListAppender<ILoggingEvent> all = new ListAppender<>();
        all.setContext(logs);
        all.start();
        Level before = root.getLevel();
        root.setLevel(Level.TRACE);
        root.addAppender(all);
        JsonNode key;
        try {
            key = make("");
            admin.post(path(key) + "/rotate", "{}").expect(201);
        } finally {
            root.detachAppender(all);
            root.setLevel(before);
        }
        assertFalse(all.list.isEmpty(), "nothing was logged, so nothing was tested");
        String secret = key.path("key").asText();
        for (ILoggingEvent event : List.copyOf(all.list)) {
            assertFalse(event.getFormattedMessage().contains(secret), event.getLoggerName());
        }
    }

    @Test
    void theyAreListedNewestFirst() {
        Api other = team.as(TestCaller.of(team.anotherWorkspace(), "admin"));
        for (int i = 0; i < 3; i++) {
            other.post(KEYS, "{\"name\": \"%d\", \"role\": \"viewer\"}".formatted(i))
                    .expect(201);
        }
        JsonNode page = other.get(KEYS + "?limit=2").expect(200).json();
        assertEquals("2", page.at("/data/0/name").asText());
        assertTrue(page.path("hasMore").asBoolean());
        JsonNode last = other.get(
                        KEYS + "?limit=2&cursor=" + page.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("0", last.at("/data/0/name").asText());
        assertEquals(1, last.path("data").size());
        other.get(KEYS + "?limit=0").expect(400);
        other.get(KEYS + "?cursor=x").expect(400);
    }

    @Test
    void aKeyIsRenamedAndRevoked() {
        JsonNode key = make("");
        assertEquals(
                "New name",
                admin.patch(path(key), "{\"name\": \"New name\"}", "*")
                        .expect(200)
                        .json()
                        .path("name")
                        .asText());
        admin.delete(path(key)).expect(204);
        String revokedAt = admin.get(path(key)).json().path("revokedAt").asText();
        assertFalse(revokedAt.isEmpty());
        admin.delete(path(key)).expect(204);
        assertEquals(revokedAt, admin.get(path(key)).json().path("revokedAt").asText());
        admin.post(path(key) + "/rotate", "{}").expect(409);
    }

    @Test
    void aRotatedKeyWorksOnForTheOverlap() {
        JsonNode old = make(", \"scopes\": [\"prompts:read\"], \"expiresAt\": \"" + inDays(30) + "\"");
        JsonNode successor = admin.post(path(old) + "/rotate", "{\"overlapSeconds\": 600}")
                .expect(201)
                .json();
        assertNotEquals(old.path("key").asText(), successor.path("key").asText());
        for (String field : List.of("name", "role", "scopes", "userId", "expiresAt")) {
            assertEquals(old.path(field), successor.path(field), field);
        }
        JsonNode replaced = admin.get(path(old)).expect(200).json();
        assertEquals(successor.path("id"), replaced.path("replacedBy"));
        assertTrue(replaced.path("revokedAt").isNull());
        assertEquals("00:10:00", remaining(old));
        admin.post(path(old) + "/rotate", "{}").expect(409);

        JsonNode last = admin.post(path(successor) + "/rotate", "{\"overlapSeconds\": 0}")
                .expect(201)
                .json();
        assertEquals("00:00:00", remaining(successor));
        admin.post(path(last) + "/rotate", "{}").expect(201);
        assertEquals("01:00:00", remaining(last));
    }

    @Test
    void anOverlapLengthensNoLife() {
        JsonNode key = make(", \"expiresAt\": \"" + inDays(1) + "\"");
        String end = admin.get(path(key)).json().path("expiresAt").asText();
        admin.post(path(key) + "/rotate", "{\"overlapSeconds\": 604800}").expect(201);
        assertEquals(end, admin.get(path(key)).json().path("expiresAt").asText());
    }

    private String remaining(JsonNode key) {
        return team.ask("SELECT expires_at - updated_at FROM api_keys WHERE id = '"
                + key.path("id").asText() + "'");
    }

    private static String inDays(int days) {
        return java.time.Instant.now().plus(java.time.Duration.ofDays(days)).toString();
    }

    @Test
    void whatIsNotThereIsNotFound() {
        String path = KEYS + "/" + UUID.randomUUID();
        admin.get(path).expect(404);
        admin.delete(path).expect(404);
        admin.patch(path, "{\"name\": \"x\"}", "*").expect(404);
        admin.post(path + "/rotate", "{}").expect(404);
        admin.get(KEYS + "/not-an-id").expect(400);
    }
}
