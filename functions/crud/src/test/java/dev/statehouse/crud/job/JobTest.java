package dev.statehouse.crud.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobTest {

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

    private String queued(String kind) {
        String id = UUID.randomUUID().toString();
        crud.database().asOwner("""
                INSERT INTO jobs (workspace_id, id, kind, payload, run_at, max_attempts)
                VALUES ('%s', '%s', '%s', '{"secret": "hunter2"}', now(), 3)
                """.formatted(crud.workspace(), id, kind));
        return id;
    }

    private String dead(String kind) {
        String id = queued(kind);
        crud.database().asOwner("""
                WITH gone AS (DELETE FROM jobs WHERE id = '%s' RETURNING *)
                INSERT INTO dead_jobs (workspace_id, id, kind, payload, priority, run_at, max_attempts, attempt, fence, lapses,
                                       progress_done, progress_text, last_error, died_at, created_at)
                SELECT workspace_id, id, kind, payload, priority, run_at, max_attempts, 3, 3, 0, 0, '', 'broken', now(), created_at
                FROM gone
                """.formatted(id));
        return id;
    }

    @Test
    void aCheckOfTheAuditLogIsAJobAndThereIsOneAtATime() {
        Api.Answer asked = admin.post("/v1/audit-log/checks", "").expect(202);
        assertTrue(asked.json().path("isNew").asBoolean());
        String id = asked.json().path("id").asText();
        assertEquals("/v1/jobs/" + id, asked.header("location"));
        Api.Answer again = admin.post("/v1/audit-log/checks", "").expect(202);
        assertEquals(id, again.json().path("id").asText());
        assertFalse(again.json().path("isNew").asBoolean());
        JsonNode job = admin.get("/v1/jobs/" + id).expect(200).json();
        assertEquals("queued", job.path("state").asText());
        assertEquals("audit-log-check", job.path("kind").asText());
        assertTrue(job.path("payload").isMissingNode());
    }

    @Test
    void jobsAreListedByStateAndKind() {
        String waiting = queued("listed");
        String given = dead("listed");
        assertEquals(
                2,
                admin.get("/v1/jobs?kind=listed")
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        JsonNode dead =
                admin.get("/v1/jobs?kind=listed&state=dead").expect(200).json().path("data");
        assertEquals(given, dead.path(0).path("id").asText());
        assertEquals("broken", dead.path(0).path("lastError").asText());
        JsonNode first = admin.get("/v1/jobs?kind=listed&limit=1").expect(200).json();
        assertTrue(first.path("hasMore").asBoolean());
        JsonNode second = admin.get("/v1/jobs?kind=listed&limit=1&cursor="
                        + first.path("nextCursor").asText())
                .expect(200)
                .json();
        assertFalse(second.path("hasMore").asBoolean());
        assertEquals(
                Set.of(waiting, given),
                Set.of(
                        first.path("data").path(0).path("id").asText(),
                        second.path("data").path(0).path("id").asText()));
        admin.get("/v1/jobs?state=lost").expect(400);
    }

    @Test
    void aWaitingJobIsCancelledAndNotTwice() {
        String id = queued("cancelled");
        assertEquals(
                "cancelled",
                admin.post("/v1/jobs/" + id + "/cancel", "")
                        .expect(200)
                        .json()
                        .path("state")
                        .asText());
        admin.post("/v1/jobs/" + id + "/cancel", "").expect(409);
        admin.post("/v1/jobs/" + UUID.randomUUID() + "/cancel", "").expect(404);
    }

    @Test
    void aRunningJobIsAskedToEnd() {
        String id = queued("running");
        crud.database()
                .asOwner("UPDATE jobs SET lease_until = now() + interval '1 hour' WHERE id = '%s'".formatted(id));
        JsonNode asked =
                admin.post("/v1/jobs/" + id + "/cancel", "").expect(200).json();
        assertEquals("running", asked.path("state").asText());
        assertFalse(asked.path("cancelRequestedAt").isNull());
    }

    @Test
    void deadJobsAreDrivenAgainOneOrAllOfAKind() {
        String id = dead("driven");
        admin.post("/v1/jobs/" + id + "/redrive", "").expect(200);
        assertEquals(
                "queued",
                admin.get("/v1/jobs/" + id).expect(200).json().path("state").asText());
        admin.post("/v1/jobs/" + id + "/redrive", "").expect(409);
        admin.post("/v1/jobs/" + UUID.randomUUID() + "/redrive", "").expect(404);
        dead("driven");
        dead("driven");
        dead("other");
        JsonNode all = admin.post("/v1/jobs/redrive", "{\"kind\": \"driven\"}")
                .expect(200)
                .json();
        assertEquals(2, all.path("jobs").asInt());
        assertFalse(all.path("hasMore").asBoolean());
        assertEquals(
                1,
                admin.get("/v1/jobs?kind=other&state=dead")
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        admin.post("/v1/jobs/redrive", "{}").expect(422);
    }

    @Test
    void anotherWorkspaceSeesNothing() {
        String id = queued("hidden");
        Api stranger = crud.api().as(TestCaller.of(crud.rows().workspace(), "admin"));
        JsonNode foreign = stranger.get("/v1/jobs/" + id).expect(404).json();
        assertEquals("there is no such job", foreign.path("detail").asText());
        assertEquals(
                foreign,
                stranger.get("/v1/jobs/" + UUID.randomUUID()).expect(404).json());
        stranger.post("/v1/jobs/" + id + "/cancel", "").expect(404);
        assertEquals(0, stranger.get("/v1/jobs").expect(200).json().path("data").size());
    }

    private JsonNode logged(Api api, String id) {
        return api.get("/v1/audit-log?relation=jobs&rowId=" + id)
                .expect(200)
                .json()
                .path("data");
    }

    @Test
    void whoCancelledOrDroveAJobIsInTheAuditLog() {
        String cancelled = queued("audited");
        admin.post("/v1/jobs/" + cancelled + "/cancel", "").expect(200);
        admin.post("/v1/jobs/" + cancelled + "/cancel", "").expect(409);
        JsonNode entries = logged(admin, cancelled);
        assertEquals(1, entries.size());
        JsonNode entry = entries.path(0);
        assertEquals("update", entry.path("action").asText());
        assertEquals("queued", entry.path("before").path("state").asText());
        assertEquals("cancelled", entry.path("after").path("state").asText());
        assertFalse(entry.path("credentialId").isNull());

        String running = queued("audited");
        crud.database()
                .asOwner("UPDATE jobs SET lease_until = now() + interval '1 hour' WHERE id = '%s'".formatted(running));
        admin.post("/v1/jobs/" + running + "/cancel", "").expect(200);
        assertTrue(logged(admin, running)
                .path(0)
                .path("after")
                .path("cancel_requested")
                .asBoolean());

        String driven = dead("audited");
        admin.post("/v1/jobs/" + driven + "/redrive", "").expect(200);
        assertEquals(
                "dead",
                logged(admin, driven).path(0).path("before").path("state").asText());
        String one = dead("audited-together");
        String two = dead("audited-together");
        admin.post("/v1/jobs/redrive", "{\"kind\": \"audited-together\"}").expect(200);
        assertEquals(1, logged(admin, one).size());
        assertEquals(1, logged(admin, two).size());
        JsonNode whole = admin.post("/v1/audit-log/verify", "").expect(200).json();
        assertTrue(whole.path("broken").isNull(), whole.toString());
    }

    @Test
    void nobodyWritesOfJobsThatAreNotTheirs() {
        String id = queued("unlogged");
        Api stranger = crud.api().as(TestCaller.of(crud.rows().workspace(), "admin"));
        stranger.post("/v1/jobs/" + id + "/cancel", "").expect(404);
        assertEquals(0, logged(stranger, id).size());
        assertEquals(0, logged(admin, id).size());
    }
}
