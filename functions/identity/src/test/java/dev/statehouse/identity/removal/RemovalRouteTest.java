package dev.statehouse.identity.removal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may have what removed for good, and who is shown what came of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemovalRouteTest {

    private static final String BODY = "{\"kind\": \"%s\", \"id\": \"%s\", \"confirm\": \"%s\"}";

    private Team team;

    @BeforeAll
    void start() {
        team = new Team();
    }

    @AfterAll
    void stop() {
        team.close();
    }

    /** A project; its slug is its id. */
    private UUID project(UUID workspace) {
        UUID id = UUID.randomUUID();
        team.database()
                .asOwner(
                        "INSERT INTO projects (workspace_id, id, slug, name) VALUES ('%1$s', '%2$s', '%2$s', 'Project')"
                                .formatted(workspace, id));
        return id;
    }

    private void assertUntouched(UUID subject) {
        assertEquals("0", team.ask("SELECT count(*) FROM operations.removals WHERE subject_id = '" + subject + "'"));
        assertEquals(
                "1", team.ask("SELECT count(*) FROM projects WHERE deleted_at IS NULL AND id = '" + subject + "'"));
    }

    @Test
    void aProjectIsGoneAtOnceAndWhoeverHasTheLinkSeesWhatBecomesOfIt() {
        UUID project = project(team.workspace());
        Api editor = team.key("editor");
        Api.Answer asked = editor.post("/v1/removals", BODY.formatted("project", project, project))
                .expect(202);
        assertEquals("pending", asked.json().path("state").asText());
        assertEquals(
                "1",
                team.ask(
                        "SELECT count(*) FROM projects WHERE deleted_at IS NOT NULL AND purge_begun_at IS NOT NULL AND id = '"
                                + project + "'"));
        String link = asked.header("location");
        Api nobody = team.as(TestCaller.nobody());
        Api.Answer shown = nobody.get(link).expect(200);
        assertEquals(project.toString(), shown.json().path("subjectId").asText());
        assertTrue(shown.json().path("receipt").isMissingNode()
                || shown.json().path("receipt").isNull());
        Api.Answer again = editor.post("/v1/removals", BODY.formatted("project", project, project))
                .expect(202);
        assertEquals(asked.json().path("id"), again.json().path("id"));
        Api.Answer list = editor.get("/v1/removals").expect(200);
        assertEquals(1, list.json().path("data").size());
        nobody.get("/v1/removals/" + UUID.randomUUID()).expect(404);
        assertEquals(
                0,
                team.session(team.anotherWorkspace(), team.person(), "owner")
                        .get("/v1/removals")
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
    }

    @Test
    void aWorkspaceIsItsOwnersToRemoveAndNobodysFromThenOn() {
        UUID workspace = team.anotherWorkspace();
        UUID owner = team.person();
        team.database()
                .asOwner("INSERT INTO memberships (workspace_id, user_id, role) VALUES ('%s', '%s', 'owner')"
                        .formatted(workspace, owner));
        String slug = team.ask("SELECT slug FROM workspaces WHERE id = '" + workspace + "'");
        String body = BODY.formatted("workspace", workspace, slug);
        team.session(workspace, team.person(), "admin")
                .post("/v1/removals", body)
                .expect(403);
        Api api = team.session(workspace, owner, "owner");
        api.post("/v1/removals", BODY.formatted("workspace", team.workspace(), slug))
                .expect(404);
        assertEquals("0", team.ask("SELECT count(*) FROM operations.removals WHERE kind = 'workspace'"));
        assertEquals(1, workspacesOf(owner));
        Api.Answer asked = api.post("/v1/removals", body).expect(202);
        assertEquals(0, workspacesOf(owner));
        assertEquals(
                asked.json().path("id"),
                api.post("/v1/removals", body).expect(202).json().path("id"));
        assertFalse(asked.body().contains(owner.toString()), "a receipt names nobody");
    }

    private int workspacesOf(UUID owner) {
        return team.person(owner)
                .get("/v1/workspaces")
                .expect(200)
                .json()
                .path("data")
                .size();
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"kind": "project", "id": "$p", "confirm": "another"}  | 422 | /confirm
            {"kind": "project", "id": "$p"}                        | 422 | /confirm
            {"kind": "project", "id": "$p", "confirm": null}       | 422 | /confirm
            {"kind": "project", "id": "$p", "confirm": "$p\\u0000"} | 422 | /confirm
            {"kind": "project\\u0000", "id": "$p", "confirm": "$p"} | 422 | /kind
            {"kind": "user", "id": "$p", "confirm": "$p"}     | 422 | /kind
            {"kind": "project", "id": "x", "confirm": "$p"}   | 400 | /id
            {"kind": "project", "confirm": "$p"}              | 422 | /id
            {"kind": "project", "id": "$p", "confirm": "$p", "state": "completed"} | 400 | /state
            """)
    void whatIsNotConfirmedStays(String body, int status, String pointer) {
        UUID project = project(team.workspace());
        Api.Answer refused = team.key("editor")
                .post("/v1/removals", body.replace("$p", project.toString()))
                .expect(status);
        assertEquals(pointer, refused.json().at("/errors/0/pointer").asText());
        assertUntouched(project);
    }

    @Test
    void whatIsTooLongOrOfAnotherKindIsRefused() {
        UUID project = project(team.workspace());
        Api editor = team.key("editor");
        Api.Answer refused = editor.post("/v1/removals", BODY.formatted("project", project, "x".repeat(5_000_000)))
                .expect(422);
        assertEquals("/confirm", refused.json().at("/errors/0/pointer").asText());
        for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded", "application/xml"}) {
            editor.send(
                            "POST",
                            "/v1/removals",
                            Map.of("content-type", type),
                            BODY.formatted("project", project, project))
                    .expect(415);
        }
        assertUntouched(project);
    }

    @Test
    void aRepeatWithTheSameKeyIsAnsweredLikeTheFirst() {
        UUID project = project(team.workspace());
        UUID another = project(team.workspace());
        Api editor = team.key("editor");
        String body = BODY.formatted("project", project, project);
        Api.Answer first = editor.post("/v1/removals", body, "remove-once").expect(202);
        Api.Answer again = editor.post("/v1/removals", body, "remove-once").expect(202);
        assertEquals("true", again.header("idempotency-replayed"));
        assertEquals(first.json(), again.json());
        assertEquals(first.header("location"), again.header("location"));
        editor.post("/v1/removals", BODY.formatted("project", another, another), "remove-once")
                .expect(422);
        assertUntouched(another);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nonsense", "/%00", "?cursor=x", "?cursor=%00", "?limit=101", "?limit=0"})
    void whatIsNoRemovalAndNoPageIsRefused(String what) {
        team.key("editor").get("/v1/removals" + what).expect(400);
    }

    @Test
    void withoutRedisItGoesAllTheSame() {
        try (Team alone = new Team(Map.of("redis.port", 1, "redis.timeout-ms", 50))) {
            UUID project = UUID.randomUUID();
            alone.database()
                    .asOwner("INSERT INTO projects (workspace_id, id, slug, name) VALUES ('%1$s', '%2$s', '%2$s', 'P')"
                            .formatted(alone.workspace(), project));
            String link = alone.key("editor")
                    .post("/v1/removals", BODY.formatted("project", project, project))
                    .expect(202)
                    .header("location");
            alone.as(TestCaller.nobody()).get(link).expect(200);
        }
    }

    /** Of projects and of workspaces, whoever asks, and whether or not the slug is known. */
    @ParameterizedTest
    @ValueSource(strings = {"project", "workspace"})
    void whatIsAnothersIsAsUnknownAsWhatNobodyHas(String kind) {
        UUID workspace = team.anotherWorkspace();
        UUID subject = kind.equals("project") ? project(workspace) : workspace;
        String slug = team.ask("SELECT slug FROM " + kind + "s WHERE id = '" + subject + "'");
        Api owner = team.session(team.person(), "owner");
        Api.Answer foreign =
                owner.post("/v1/removals", BODY.formatted(kind, subject, slug)).expect(404);
        Api.Answer unknown = owner.post("/v1/removals", BODY.formatted(kind, UUID.randomUUID(), slug))
                .expect(404);
        assertEquals(unknown.body(), foreign.body());
        assertEquals(unknown.headers(), foreign.headers());
        assertEquals("0", team.ask("SELECT count(*) FROM operations.removals WHERE subject_id = '" + subject + "'"));
    }
}
