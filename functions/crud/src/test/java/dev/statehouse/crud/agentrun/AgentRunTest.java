package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRunTest {

    private static final String RUNS = "/v1/agent-runs";
    private static final List<String> STATES =
            List.of("queued", "running", "waiting", "paused", "succeeded", "failed", "cancelled");
    private static final Map<String, Set<String>> MOVES = Map.of(
            "queued", Set.of("running", "cancelled"),
            "running", Set.of("waiting", "paused", "succeeded", "failed", "cancelled"),
            "waiting", Set.of("running", "failed", "cancelled"),
            "paused", Set.of("running", "failed", "cancelled"),
            "succeeded", Set.of(),
            "failed", Set.of(),
            "cancelled", Set.of());

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private String run() {
        return run("");
    }

    private String run(String fields) {
        return api.post(RUNS, "{\"name\": \"Dark mode\", \"agent\": \"coder\"" + fields + "}")
                .expect(201)
                .header("location");
    }

    private Api.Answer move(String run, String status) {
        return api.patch(run, "{\"status\": \"" + status + "\"}", "*");
    }

    /** A run in a state, by legal moves alone. */
    private String runIn(String status) {
        String run = run();
        switch (status) {
            case "queued" -> {}
            case "running", "cancelled" -> move(run, status).expect(200);
            default -> {
                move(run, "running").expect(200);
                move(run, status).expect(200);
            }
        }
        return run;
    }

    @Test
    void aRunIsQueuedForAnIssueAndShown() {
        String project = api.post("/v1/projects", "{\"slug\": \"shown\", \"name\": \"Shown\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        String issue = api.post("/v1/projects/" + project + "/issues", "{\"title\": \"Dark mode\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        String version = api.post("/v1/prompt-cards", "{\"title\": \"Coder\", \"version\": {\"template\": \"x\"}}")
                .expect(201)
                .json()
                .at("/version/id")
                .asText();
        String fields = ", \"issueId\": \"%s\", \"workflowState\": {\"step\": 1.50}".formatted(issue)
                + (version.isEmpty() ? "" : ", \"promptVersionId\": \"" + version + "\"");
        String run = run(fields);
        JsonNode shown = api.get(run).expect(200).json();
        assertEquals("queued", shown.path("status").asText());
        assertEquals(project, shown.path("projectId").asText(), "the issue's project");
        assertTrue(api.get(run).body().contains("\"workflowState\":{\"step\": 1.50}"), "every digit is kept");
        assertFalse(shown.path("stale").asBoolean());
        assertEquals(
                1,
                api.get(RUNS + "?project=" + project + "&status=queued&issue=" + issue)
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
    }

    @Test
    void everyMoveIsLegalOrRefusedByName() {
        for (String from : STATES) {
            for (String to : STATES) {
                String run = runIn(from);
                Api.Answer answer = move(run, to);
                if (from.equals(to) || MOVES.getOrDefault(from, Set.of()).contains(to)) {
                    assertEquals(to, answer.expect(200).json().path("status").asText());
                } else {
                    assertEquals(
                            "a run can't go from " + from + " to " + to,
                            answer.expect(409).json().path("detail").asText());
                    assertEquals(from, api.get(run).json().path("status").asText());
                }
            }
        }
    }

    @Test
    void theDatabaseItselfRefusesIllegalMoves() {
        String run = runIn("succeeded");
        String id = run.substring(run.lastIndexOf('/') + 1);
        String refused = "";
        try {
            crud.database().asOwner("UPDATE agent_runs SET status = 'running' WHERE id = '" + id + "'");
        } catch (IllegalStateException | AssertionError error) {
            refused = String.valueOf(error.getCause() == null ? error : error.getCause());
        }
        assertTrue(refused.contains("from succeeded to running"), refused);
    }

    @Test
    void timesFollowTheMoves() {
        String run = run();
        assertTrue(api.get(run).json().path("startedAt").isNull());
        JsonNode running = move(run, "running").expect(200).json();
        String started = running.path("startedAt").asText();
        assertFalse(started.isEmpty());
        move(run, "waiting").expect(200);
        JsonNode again = move(run, "running").expect(200).json();
        assertEquals(started, again.path("startedAt").asText());
        assertTrue(again.path("finishedAt").isNull());
        assertFalse(move(run, "failed").expect(200).json().path("finishedAt").isNull());
    }

    @Test
    void aRunThatWasNotHeardOfIsStaleUntilItIs() {
        String run = runIn("running");
        String id = run.substring(run.lastIndexOf('/') + 1);
        crud.database()
                .asOwner("UPDATE agent_runs SET heartbeat_at = now() - interval '301 seconds' WHERE id = '" + id + "'");
        assertTrue(api.get(run).json().path("stale").asBoolean());
        JsonNode beaten = api.put(run + "/heartbeat", "").expect(200).json();
        assertFalse(beaten.path("stale").asBoolean());
        assertEquals(2, beaten.path("revision").asInt(), "a heartbeat moves no revision");
        assertEquals(2, crud.count("SELECT count(*) FROM audit_entries WHERE row_id = '" + id + "'"));
    }

    @Test
    void whoeverWorksOnAFinishedRunLearnsToStop() {
        String run = runIn("cancelled");
        assertEquals(
                "a run that is cancelled has no heartbeat",
                api.put(run + "/heartbeat", "")
                        .expect(409)
                        .json()
                        .path("detail")
                        .asText());
        api.put(runIn("queued") + "/heartbeat", "").expect(409);
        api.put(RUNS + "/01900000-0000-7000-8000-000000000000/heartbeat", "").expect(404);
    }

    @Test
    void onlyAFinishedRunIsDeletedAndItIsRestored() {
        String run = runIn("running");
        api.delete(run).expect(409);
        move(run, "succeeded").expect(200);
        api.delete(run).expect(204);
        api.get(run).expect(404);
        move(run, "failed").expect(404);
        assertEquals(
                "succeeded",
                api.post(run + "/restore", "").expect(200).json().path("status").asText());
        api.get(run).expect(200);
    }

    @Test
    void aChangeNamesTheRevisionThatWasRead() {
        String run = run();
        api.patch(run, "{\"workflowState\": {\"step\": 2}}", "\"1\"").expect(200);
        api.patch(run, "{\"status\": \"running\"}", "\"1\"").expect(412);
        JsonNode failed = api.patch(run, "{\"status\": \"cancelled\", \"error\": \"no more\"}", "\"2\"")
                .expect(200)
                .json();
        assertEquals("no more", failed.path("error").asText());
        assertTrue(api.patch(run, "{\"error\": null}", "*")
                .expect(200)
                .json()
                .path("error")
                .isNull());
    }

    @Test
    void runsArePagedNewestFirst() {
        Api other = crud.stranger();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(other.post(RUNS, "{\"name\": \"n\", \"agent\": \"a\"}")
                    .expect(201)
                    .json()
                    .path("id")
                    .asText());
        }
        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = other.get(RUNS + "?limit=2" + cursor).expect(200).json();
            page.path("data").forEach(run -> listed.add(run.path("id").asText()));
            cursor = page.path("hasMore").asBoolean()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        assertEquals(made, listed);
    }
}
