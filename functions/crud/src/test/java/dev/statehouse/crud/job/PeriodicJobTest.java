package dev.statehouse.crud.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeriodicJobTest {

    private static final String PATH = "/v1/periodic-jobs";

    private Crud crud;
    private Api admin;

    @BeforeAll
    void start() {
        crud = new Crud();
        admin = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static String body(String name, String more) {
        return "{\"name\": \"%s\", \"kind\": \"audit-log-check\", \"payload\": {\"from\": 1}, \"cron\": \"30 2 * * *\"%s}"
                .formatted(name, more);
    }

    private JsonNode made(String name, String more) {
        return admin.post(PATH, body(name, more)).expect(201).json();
    }

    private Api.Answer change(String id, String etag, String body) {
        return admin.send("PATCH", PATH + "/" + id, Map.of("content-type", "application/json", "if-match", etag), body);
    }

    @Test
    void itsNextTimesAreShownByTheClocksOfItsZone() {
        Api.Answer answer = admin.post(PATH, body("Nightly", ", \"timeZone\": \"Asia/Kolkata\""))
                .expect(201);
        JsonNode job = answer.json();
        assertEquals(PATH + "/" + job.path("id").asText(), answer.header("location"));
        assertEquals(5, job.path("nextDueTimes").size());
        Instant first = Instant.parse(job.path("nextDueTimes").path(0).asText());
        assertTrue(first.isAfter(Instant.now()));
        assertTrue(first.toString().endsWith("T21:00:00Z"));
        assertEquals(
                first.plus(Duration.ofDays(4)),
                Instant.parse(job.path("nextDueTimes").path(4).asText()));
        JsonNode shown =
                admin.get(PATH + "/" + job.path("id").asText()).expect(200).json();
        assertEquals(job, shown);
        assertEquals(1, shown.path("payload").path("from").asInt());
    }

    @Test
    void whatIsPausedHasNoTimesUntilItIsResumed() {
        String id = made("Paused", "").path("id").asText();
        JsonNode paused = change(id, "\"1\"", "{\"paused\": true}").expect(200).json();
        assertTrue(paused.path("paused").asBoolean());
        assertEquals(0, paused.path("nextDueTimes").size());
        change(id, "\"1\"", "{\"paused\": false}").expect(412);
        crud.database()
                .asOwner("UPDATE periodic_jobs SET next_due_at = now() - interval '1 hour' WHERE id = '" + id + "'");
        JsonNode resumed =
                change(id, "\"2\"", "{\"paused\": false}").expect(200).json();
        assertTrue(Instant.parse(resumed.path("nextDueTimes").path(0).asText()).isAfter(Instant.now()));
    }

    @Test
    void aNewTimetableMovesItsTimesAndANewPayloadDoesNot() {
        JsonNode job = made("Moved", "");
        String id = job.path("id").asText();
        JsonNode same =
                change(id, "*", "{\"payload\": {\"from\": 7}}").expect(200).json();
        assertEquals(job.path("nextDueTimes"), same.path("nextDueTimes"));
        assertEquals(7, same.path("payload").path("from").asInt());
        JsonNode moved = change(id, "*", "{\"cron\": \"45 3 1 * *\", \"timeZone\": \"UTC\"}")
                .expect(200)
                .json();
        assertTrue(moved.path("nextDueTimes").path(0).asText().endsWith("-01T03:45:00Z"));
        assertEquals(3, moved.path("revision").asInt());
    }

    @Test
    void theyAreListedPageByPageAndDeleted() {
        Api other = crud.api().as(TestCaller.of(crud.rows().workspace(), "admin"));
        String first =
                other.post(PATH, body("One", "")).expect(201).json().path("id").asText();
        String second =
                other.post(PATH, body("Two", "")).expect(201).json().path("id").asText();
        other.post(PATH, body("Two", "")).expect(409);
        JsonNode page = other.get(PATH + "?limit=1").expect(200).json();
        assertEquals(second, page.path("data").path(0).path("id").asText());
        JsonNode rest = other.get(
                        PATH + "?limit=1&cursor=" + page.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals(first, rest.path("data").path(0).path("id").asText());
        other.send("DELETE", PATH + "/" + first, Map.of("if-match", "\"9\""), null)
                .expect(412);
        other.send("DELETE", PATH + "/" + first, Map.of(), null).expect(204);
        other.get(PATH + "/" + first).expect(404);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            /name     | {"name": " ", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "0 0 * * *"}                       | 422
            /kind     | {"name": "x", "kind": "unheard-of", "cron": "0 0 * * *"}                                                    | 422
            /kind     | {"name": "x", "cron": "0 0 * * *"}                                                                          | 422
            /payload/from | {"name": "x", "kind": "audit-log-check", "payload": {"from": "one"}, "cron": "0 0 * * *"}               | 422
            /payload/from | {"name": "x", "kind": "audit-log-check", "cron": "0 0 * * *"}                                           | 422
            /payload/to | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1, "to": 2}, "cron": "0 0 * * *"}            | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}}                                            | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "99 * * * *"}                      | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "0 0 * * * *"}                     | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "@reboot"}                         | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "@daily"}                          | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": ""}                                | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "0 0 30 2 *"}                      | 422
            /cron     | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": 5}                                 | 400
            /timeZone | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "0 0 * * *", "timeZone": "Mars"}   | 422
            /timeZone | {"name": "x", "kind": "audit-log-check", "payload": {"from": 1}, "cron": "0 0 * * *", "timeZone": "+02:00"} | 422
            """)
    void whatCantBeIsRefusedNamingTheField(String field, String body, int status) {
        String before = crud.state();
        JsonNode problem = admin.post(PATH, body).expect(status).json();
        assertEquals(field, problem.path("errors").path(0).path("pointer").asText(), problem.toString());
        assertEquals(before, crud.state());
    }

    @Test
    void changesAreRefusedAlike() {
        String id = made("Kept", "").path("id").asText();
        JsonNode kept = admin.get(PATH + "/" + id).expect(200).json();
        for (String body : new String[] {
            "{\"cron\": \"61 * * * *\"}", "{\"timeZone\": \"\"}", "{\"payload\": {\"from\": null}}",
        }) {
            change(id, "*", body).expect(422);
        }
        change(id, "*", "{\"kind\": \"other\"}").expect(400);
        admin.send("PATCH", PATH + "/" + id, Map.of("content-type", "application/json"), "{}")
                .expect(428);
        assertEquals(kept, admin.get(PATH + "/" + id).expect(200).json());
    }

    @Test
    void onlyWhoMayDoItselfWhatTheJobDoesMayPlanIt() {
        Api editor = crud.api().as(TestCaller.of(crud.workspace(), "editor"));
        editor.post(PATH, body("Editor's", "")).expect(403);
        editor.get(PATH).expect(200);
        Api narrow = crud.api().as(TestCaller.of(crud.workspace(), "admin").scoped("jobs:admin"));
        JsonNode problem = narrow.post(PATH, body("Narrow", "")).expect(403).json();
        assertEquals("/kind", problem.path("errors").path(0).path("pointer").asText(), problem.toString());
    }

    @Test
    void anotherWorkspacesIsLikeNobodys() {
        String id = made("Foreign", "").path("id").asText();
        Api stranger = crud.api().as(TestCaller.of(crud.rows().workspace(), "admin"));
        String nobody = UUID.randomUUID().toString();
        for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
            String body = method.equals("PATCH") ? "{}" : null;
            Map<String, String> headers = Map.of("content-type", "application/json", "if-match", "*");
            Api.Answer foreign =
                    stranger.send(method, PATH + "/" + id, headers, body).expect(404);
            Api.Answer unknown =
                    stranger.send(method, PATH + "/" + nobody, headers, body).expect(404);
            assertEquals(unknown.body(), foreign.body());
        }
        admin.get(PATH + "/" + id).expect(200);
    }

    @Test
    void itsChangesAreInTheAuditLog() {
        String id = made("Logged", "").path("id").asText();
        change(id, "*", "{\"paused\": true}").expect(200);
        JsonNode entries = admin.get("/v1/audit-log?relation=periodic_jobs&rowId=" + id)
                .expect(200)
                .json()
                .path("data");
        assertEquals(2, entries.size());
        assertEquals("update", entries.path(0).path("action").asText());
        assertTrue(entries.path(0).path("after").has("paused_at"));
    }
}
