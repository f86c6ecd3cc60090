package dev.statehouse.crud.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestKeyFile;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookTest {

    private static final String PATH = "/v1/webhooks";
    private static final String BODY =
            "{\"name\": \"CI\", \"url\": \"https://hooks.example/in?x=1\", \"eventTypes\": [\"prompt-card.updated\"]}";

    private Crud crud;
    private Api admin;

    @BeforeAll
    void start() {
        crud = new Crud(Map.of(
                "credential.key-file", TestKeyFile.holding("first").path().toString()));
        admin = admin();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    /** Of a workspace of its own. */
    private Api admin() {
        return crud.api().as(TestCaller.of(crud.rows().workspace(), "admin"));
    }

    private static JsonNode made(Api api) {
        return api.post(PATH, BODY).expect(201).json();
    }

    private static String one(JsonNode webhook) {
        return PATH + "/" + webhook.path("id").asText();
    }

    private static Map<String, String> ifMatch(String tag) {
        return Map.of("content-type", "application/json", "if-match", tag);
    }

    @Test
    void aSecretIsShownOnceAndStoredEncrypted() {
        Map<String, String> key = Map.of("content-type", "application/json", "idempotency-key", "once");
        Api.Answer made = admin.send("POST", PATH, key, BODY).expect(201);
        String secret = made.json().path("secret").asText();
        assertTrue(secret.startsWith("whsec_"), secret);
        assertEquals(32, Base64.getDecoder().decode(secret.substring(6)).length);
        assertEquals(one(made.json()), made.header("location"));
        JsonNode shown = admin.get(one(made.json())).expect(200).json();
        assertTrue(shown.path("secret").isMissingNode());
        assertEquals("https://hooks.example/in?x=1", shown.path("url").asText());
        assertTrue(shown.path("active").asBoolean());
        JsonNode repeat = admin.send("POST", PATH, key, BODY).expect(201).json();
        assertEquals(made.json().path("id"), repeat.path("id"));
        assertTrue(repeat.path("secret").isNull());
        assertEquals(
                0,
                crud.count(
                        "SELECT count(*) FROM webhook_secrets s WHERE s::text LIKE '%" + secret.substring(6) + "%'"));
        assertEquals(0, crud.count("SELECT count(*) FROM idempotency_keys k WHERE k::text LIKE '%whsec_%'"));
        assertEquals(0, crud.count("SELECT count(*) FROM audit_entries e WHERE e::text LIKE '%whsec_%'"));
        assertEquals(
                1,
                crud.count(
                        "SELECT count(*) FROM audit_entries WHERE relation = 'webhooks' AND action = 'insert' AND row_id = '"
                                + made.json().path("id").asText() + "'"));
    }

    @Test
    void aWebhookIsChangedListedAndDeleted() {
        Api api = admin();
        JsonNode webhook = made(api);
        api.send("PATCH", one(webhook), Map.of("content-type", "application/json"), "{}")
                .expect(428);
        Api.Answer changed = api.send(
                        "PATCH", one(webhook), ifMatch("\"1\""), "{\"eventTypes\": [\"*\", \"*\"], \"active\": false}")
                .expect(200);
        assertEquals("\"2\"", changed.header("etag"));
        assertEquals("[\"*\"]", changed.json().path("eventTypes").toString());
        assertFalse(changed.json().path("active").asBoolean());
        assertEquals("CI", changed.json().path("name").asText());
        api.send("PATCH", one(webhook), ifMatch("\"1\""), "{\"name\": \"x\"}").expect(412);
        assertEquals(1, api.get(PATH).expect(200).json().path("data").size());
        api.send("DELETE", one(webhook), Map.of("if-match", "\"1\""), null).expect(412);
        api.delete(one(webhook)).expect(204);
        api.get(one(webhook)).expect(404);
        assertEquals(
                0,
                crud.count("SELECT count(*) FROM webhook_secrets WHERE webhook_id = '"
                        + webhook.path("id").asText() + "'"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"name": "x", "url": "http://hooks.example/", "eventTypes": ["*"]}                    | /url
            {"name": "x", "url": "ftp://hooks.example/", "eventTypes": ["*"]}                     | /url
            {"name": "x", "url": "https://", "eventTypes": ["*"]}                                 | /url
            {"name": "x", "url": "https://a:b@hooks.example/", "eventTypes": ["*"]}               | /url
            {"name": "x", "url": "https://hooks.example/#x", "eventTypes": ["*"]}                 | /url
            {"name": "x", "url": "https://hooks.example:0/", "eventTypes": ["*"]}                 | /url
            {"name": "x", "url": "https://hooks.example/\\r\\nHost: x", "eventTypes": ["*"]}      | /url
            {"name": "x", "eventTypes": ["*"]}                                                    | /url
            {"name": " ", "url": "https://hooks.example/", "eventTypes": ["*"]}                   | /name
            {"name": "x", "url": "https://hooks.example/", "eventTypes": []}                      | /eventTypes
            {"name": "x", "url": "https://hooks.example/"}                                        | /eventTypes
            {"name": "x", "url": "https://hooks.example/", "eventTypes": ["prompt-card.*"]}       | /eventTypes/0
            {"name": "x", "url": "https://hooks.example/", "eventTypes": ["*", "project.sung"]}   | /eventTypes/1
            {"name": "x", "url": "https://hooks.example/", "eventTypes": [null]}                  | /eventTypes/0
            """)
    void badInputIsRefusedAndNamed(String body, String pointer) {
        String before = count();
        Api.Answer refused = admin.post(PATH, body).expect(422);
        assertEquals(pointer, refused.json().at("/errors/0/pointer").asText(), refused.body());
        assertEquals(before, count());
    }

    private String count() {
        return crud.count("SELECT count(*) FROM webhooks") + " " + crud.count("SELECT count(*) FROM webhook_secrets");
    }

    @Test
    void twentyAreEnough() {
        Api api = admin();
        for (int i = 0; i < 20; i++) {
            made(api);
        }
        api.post(PATH, BODY).expect(409);
    }

    @Test
    void onlyAdminsSeeWebhooks() {
        UUID workspace = crud.rows().workspace();
        String path = one(made(crud.api().as(TestCaller.of(workspace, "admin"))));
        for (String role : new String[] {"editor", "viewer"}) {
            Api other = crud.api().as(TestCaller.of(workspace, role));
            other.get(PATH).expect(403);
            other.get(path).expect(403);
            other.get(path + "/deliveries").expect(403);
            other.post(PATH, BODY).expect(403);
            other.post(path + "/rotate", "{}").expect(403);
        }
    }

    @Test
    void anotherWorkspaceSeesAndSendsNothing() {
        JsonNode webhook = made(admin);
        String delivery = delivered(webhook);
        Api stranger = admin();
        int jobs = crud.count("SELECT count(*) FROM jobs");
        stranger.get(one(webhook)).expect(404);
        stranger.get(one(webhook) + "/deliveries").expect(404);
        stranger.send("PATCH", one(webhook), ifMatch("*"), "{\"name\": \"x\"}").expect(404);
        stranger.delete(one(webhook)).expect(404);
        stranger.post(one(webhook) + "/rotate", "{}").expect(404);
        stranger.post(one(webhook) + "/test", "").expect(404);
        stranger.post(one(webhook) + "/deliveries/" + delivery + "/redeliver", "")
                .expect(404);
        stranger.post(one(made(stranger)) + "/deliveries/" + delivery + "/redeliver", "")
                .expect(404);
        assertEquals(jobs, crud.count("SELECT count(*) FROM jobs"));
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM webhook_secrets WHERE webhook_id = '"
                        + webhook.path("id").asText() + "'"));
    }

    /** As the worker writes it. */
    private String delivered(JsonNode webhook) {
        String id = Ids.next().toString();
        crud.database().asOwner("""
                INSERT INTO webhook_deliveries (workspace_id, id, webhook_id, job_id, event, attempt, delivered, status, duration_ms)
                SELECT workspace_id, '%s', id, gen_random_uuid(),
                       '{"id": "0190d0c8-0000-7000-8000-000000000001", "type": "project.created", "changed": [],
                         "workspaceId": "0190d0c8-0000-7000-8000-000000000002", "occurredAt": "2026-03-01T00:00:00Z",
                         "actor": {"personId": null, "via": null, "credentialId": null},
                         "resource": {"type": "projects", "id": "1"}}', 1, true, 204, 12
                FROM webhooks WHERE id = '%s'
                """.formatted(id, webhook.path("id").asText()));
        return id;
    }

    @Test
    void aDeliveryIsListedAndSentAgainWithTheSameEvent() {
        JsonNode webhook = made(admin);
        String delivery = delivered(webhook);
        JsonNode listed =
                admin.get(one(webhook) + "/deliveries").expect(200).json().at("/data/0");
        assertEquals(204, listed.path("status").asInt());
        assertTrue(listed.path("delivered").asBoolean());
        assertEquals("project.created", listed.at("/event/type").asText());
        Api.Answer sent = admin.post(one(webhook) + "/deliveries/" + delivery + "/redeliver", "")
                .expect(202);
        String job = sent.json().path("id").asText();
        assertEquals("/v1/jobs/" + job, sent.header("location"));
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM jobs WHERE kind = 'webhook-delivery' AND max_attempts = 10 AND id = '"
                        + job
                        + "' AND payload ->> 'webhookId' = '"
                        + webhook.path("id").asText()
                        + "' AND payload -> 'event' = (SELECT event FROM webhook_deliveries WHERE id = '" + delivery
                        + "')"));
        admin.post(one(webhook) + "/deliveries/" + UUID.randomUUID() + "/redeliver", "")
                .expect(404);
    }

    @Test
    void aTestEventGoesToItsWebhookAlone() {
        JsonNode webhook = made(admin);
        made(admin);
        String job = admin.post(one(webhook) + "/test", "")
                .expect(202)
                .json()
                .path("id")
                .asText();
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM jobs WHERE payload #>> '{event,type}' = 'webhook.test' AND id = '"
                        + job + "' AND payload #>> '{event,resource,id}' = '"
                        + webhook.path("id").asText() + "'"));
        admin.send("PATCH", one(webhook), ifMatch("*"), "{\"active\": false}").expect(200);
        admin.post(one(webhook) + "/test", "").expect(409);
        admin.post(one(webhook) + "/deliveries/" + delivered(webhook) + "/redeliver", "")
                .expect(409);
    }

    @Test
    void aRotatedSecretSignsOnForAWhileAndTwoAtMostDo() {
        JsonNode webhook = made(admin);
        String secrets = "SELECT count(*) FROM webhook_secrets WHERE webhook_id = '"
                + webhook.path("id").asText() + "'";
        JsonNode first = admin.post(one(webhook) + "/rotate", "{\"overlapSeconds\": 60}")
                .expect(200)
                .json();
        assertNotEquals(webhook.path("secret"), first.path("secret"));
        assertEquals(2, crud.count(secrets));
        assertEquals(
                1, crud.count(secrets + " AND expires_at BETWEEN now() + interval '50 s' AND now() + interval '70 s'"));
        admin.post(one(webhook) + "/rotate", "{}").expect(200);
        assertEquals(2, crud.count(secrets));
        assertEquals(1, crud.count(secrets + " AND expires_at IS NULL"));
        admin.post(one(webhook) + "/rotate", "{\"overlapSeconds\": -1}").expect(422);
        admin.post(one(webhook) + "/rotate", "{\"overlapSeconds\": 604801}").expect(422);
        admin.post(PATH + "/" + UUID.randomUUID() + "/rotate", "{}").expect(404);
    }

    @Test
    void whatWasDisabledBeginsAnewWhenItIsMadeActive() {
        JsonNode webhook = made(admin);
        crud.database().asOwner("""
                UPDATE webhooks SET active = false, disabled_at = now(), disabled_reason = 'failing', failing_since = now(),
                       dead_in_row = 20 WHERE id = '%s'
                """.formatted(webhook.path("id").asText()));
        JsonNode shown = admin.get(one(webhook)).expect(200).json();
        assertEquals("failing", shown.path("disabledReason").asText());
        JsonNode renamed = admin.send("PATCH", one(webhook), ifMatch("*"), "{\"name\": \"x\"}")
                .expect(200)
                .json();
        assertEquals(20, renamed.path("deadInRow").asInt());
        JsonNode active = admin.send("PATCH", one(webhook), ifMatch("*"), "{\"active\": true}")
                .expect(200)
                .json();
        assertTrue(active.path("disabledAt").isNull());
        assertTrue(active.path("disabledReason").isNull());
        assertTrue(active.path("failingSince").isNull());
        assertEquals(0, active.path("deadInRow").asInt());
    }

    @Test
    void theTypesAreThoseOfTheDatabase() {
        Set<String> types = new TreeSet<>();
        Matcher group =
                Pattern.compile("([a-z-]+)\\\\.(?:\\(([a-z|]+)\\)|([a-z]+))").matcher(EventTypes.FORM);
        while (group.find()) {
            String whats = group.group(2) == null ? group.group(3) : group.group(2);
            for (String what : whats.split("\\|", -1)) {
                types.add(group.group(1) + "." + what);
            }
        }
        assertTrue(types.stream().allMatch(type -> type.matches(EventTypes.FORM)), types::toString);
        assertEquals(types.size(), crud.count("SELECT count(DISTINCT type) FROM event_types()"));
        assertEquals(
                types.size(),
                crud.count("SELECT count(DISTINCT type) FROM event_types() WHERE type = ANY ('{"
                        + String.join(",", types) + "}')"));
    }
}
