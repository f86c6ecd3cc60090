package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit log over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditLogTest {

    private static final String LOG = "/v1/audit-log";

    private Crud crud;
    private Api admin;
    private TestCaller editor;

    @BeforeAll
    void start() {
        crud = new Crud();
        admin = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
        editor = TestCaller.of(crud.workspace(), "editor").actingFor(crud.rows().member(crud.workspace(), "editor"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private String project(String slug) {
        return crud.api()
                .as(editor)
                .post("/v1/projects", "{\"slug\": \"%s\", \"name\": \"Project\"}".formatted(slug))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    private JsonNode list(String query) {
        return admin.get(LOG + query).expect(200).json().path("data");
    }

    @Test
    void anEntryTellsWhoDidWhatAndFromWhere() {
        JsonNode entry = list("?rowId=" + project("told")).path(0);

        assertEquals("insert", entry.path("action").asText());
        assertEquals("projects", entry.path("relation").asText());
        assertEquals("told", entry.path("after").path("slug").asText());
        assertTrue(entry.path("before").isMissingNode() || entry.path("before").isNull());
        assertEquals(editor.identity().get("userId"), entry.path("personId").asText());
        assertEquals(editor.identity().get("keyId"), entry.path("credentialId").asText());
        assertEquals("key", entry.path("via").asText());
        assertEquals("127.0.0.1", entry.path("address").asText());
        assertEquals(36, entry.path("requestId").asText().length());
    }

    @Test
    void filtersNarrowTheList() {
        Instant before = Instant.now().minusSeconds(5);
        String id = project("filtered");
        String one = "?rowId=" + id;

        assertEquals(1, list(one + "&relation=projects&action=insert").size());
        assertEquals(
                1, list(one + "&personId=" + editor.identity().get("userId")).size());
        assertEquals(
                1, list(one + "&credentialId=" + editor.identity().get("keyId")).size());
        assertEquals(
                1, list(one + "&from=" + before + "&to=2099-01-01T00:00:00Z").size());
        assertEquals(0, list(one + "&relation=prompt_cards").size());
        assertEquals(0, list(one + "&action=delete").size());
        assertEquals(0, list(one + "&personId=" + UUID.randomUUID()).size());
        assertEquals(0, list(one + "&credentialId=" + UUID.randomUUID()).size());
        assertEquals(0, list(one + "&to=" + before).size());
        assertEquals(0, list(one + "&from=2099-01-01T00:00:00Z").size());
    }

    @Test
    void pagesFollowEachOtherWithoutGapOrRepeat() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.addFirst(project("paged-" + i));
        }
        List<String> seen = new ArrayList<>();
        String query = "?relation=projects&limit=2";
        String cursor = "";
        while (seen.size() < made.size()) {
            JsonNode page = admin.get(LOG + query + cursor).expect(200).json();
            page.path("data").forEach(entry -> seen.add(entry.path("rowId").asText()));
            cursor = "&cursor=" + page.path("nextCursor").asText();
        }
        assertEquals(made, seen.subList(0, made.size()));
    }

    @Test
    void aRefusalLeavesAnEntry() {
        Api viewer = crud.api().as(TestCaller.of(crud.workspace(), "viewer"));
        viewer.post("/v1/projects", "{\"slug\": \"refused\", \"name\": \"Refused\"}")
                .expect(403);
        viewer.get(LOG + "?cursor=secret").expect(403);
        Api scoped = crud.api().as(TestCaller.of(crud.workspace(), "admin").scoped("prompts:read"));
        scoped.get(LOG).expect(403);

        JsonNode refusals = list("?action=refuse&relation=operations");
        assertEquals("GET /v1/audit-log", refusals.path(0).path("rowId").asText());
        assertTrue(refusals.path(0).path("after").path("reason").asText().contains("audit:read"));
        assertEquals("GET /v1/audit-log", refusals.path(1).path("rowId").asText());
        assertEquals("POST /v1/projects", refusals.path(2).path("rowId").asText());
        assertTrue(refusals.path(2).path("after").path("reason").asText().contains("editor"));
    }

    @Test
    void ofAPersonInNoWorkspaceOfTheirsTheirAccountTellsOfTheRefusal() {
        UUID person = crud.rows().member(crud.workspace(), "editor");
        TestCaller caller = TestCaller.person(person, UUID.randomUUID());
        crud.api().as(caller).get("/v1/projects").expect(403);
        Api stranger = crud.api().as(caller.with("denied", "workspace"));
        for (int i = 0; i < 24; i++) {
            stranger.get("/v1/prompt-cards").expect(403);
        }

        JsonNode refusals = crud.api()
                .as(caller)
                .get("/v1/me/audit-log?action=refuse")
                .expect(200)
                .json()
                .path("data");
        assertEquals(20, refusals.size(), "the rest is counted");
        assertEquals("GET /v1/projects", refusals.path(19).path("rowId").asText());
        assertEquals("GET /v1/prompt-cards", refusals.path(0).path("rowId").asText());
        assertEquals("session", refusals.path(0).path("via").asText());
        assertEquals(
                5,
                crud.count("SELECT sum(refusals) FROM omitted_refusals WHERE workspace_id = '%s'".formatted(person)));
    }

    @Test
    void aWholeLogIsVerifiedInPartsToo() {
        project("verified-1");
        project("verified-2");
        JsonNode whole = admin.post(LOG + "/verify", "").expect(200).json();
        assertTrue(whole.path("broken").isNull() || whole.path("broken").isMissingNode(), whole.toString());
        assertEquals(whole.path("links").asInt(), whole.path("checked").asInt());

        JsonNode part =
                admin.post(LOG + "/verify?from=2&limit=1", "").expect(200).json();
        assertEquals(1, part.path("checked").asInt());
        assertEquals(3, part.path("next").asInt());
        assertEquals(64, part.path("lastHash").asText().length());
    }

    @Test
    void theFirstBrokenLinkIsNamed() {
        UUID workspace = crud.rows().workspace();
        Api owner = crud.api().as(TestCaller.of(workspace, "owner"));
        for (String slug : List.of("a", "b", "c")) {
            owner.post("/v1/projects", "{\"slug\": \"%s\", \"name\": \"P\"}".formatted(slug))
                    .expect(201);
        }
        crud.database()
                .asOwner("UPDATE audit_entries SET row_id = 'x' WHERE workspace_id = '%s' AND after ->> 'slug' = 'b'"
                        .formatted(workspace));
        JsonNode check = owner.post(LOG + "/verify", "").expect(200).json();
        assertEquals(3, check.path("broken").asInt());
        assertEquals("entry-changed", check.path("fault").asText());
    }

    @Test
    void anotherWorkspaceSeesNothingOfIt() {
        String id = project("own");
        Api stranger = crud.api().as(TestCaller.of(crud.rows().workspace(), "owner"));
        assertEquals(
                0,
                stranger.get(LOG + "?rowId=" + id)
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        assertEquals(
                1,
                stranger.post(LOG + "/verify", "")
                        .expect(200)
                        .json()
                        .path("links")
                        .asInt());
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, limit",
        "?limit=101, limit",
        "?cursor=x, cursor",
        "?personId=x, personId",
        "?credentialId=1, credentialId",
        "?from=yesterday, from",
        "?to=2026-13-01T00:00:00Z, to",
        "?from=+1000000000-12-31T23:59:59Z, from",
        "?rowId=%00, rowId"
    })
    void badFiltersAreNamed(String query, String parameter) {
        Api.Answer answer = admin.get(LOG + query).expect(400);
        assertTrue(answer.body().contains("\"" + parameter + "\""), answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "?from=0, from",
        "?from=x, from",
        "?from=99999999999999999999, from",
        "?limit=0, limit",
        "?limit=1001, limit"
    })
    void badPartsOfTheChainAreNamed(String query, String parameter) {
        Api.Answer answer = admin.post(LOG + "/verify" + query, "").expect(400);
        assertTrue(answer.body().contains("\"" + parameter + "\""), answer.body());
    }

    @Test
    void aPersonSeesTheLogOfTheirOwnAccountAndNoOthers() {
        UUID person = crud.rows().member(crud.workspace(), "viewer");
        UUID other = crud.rows().member(crud.workspace(), "viewer");
        Api own = crud.api().as(TestCaller.person(person, UUID.randomUUID()));

        JsonNode log = own.get("/v1/me/audit-log").expect(200).json().path("data");
        assertEquals(1, log.size());
        assertEquals(person.toString(), log.path(0).path("rowId").asText());
        assertEquals(
                0,
                own.get("/v1/me/audit-log?rowId=" + other)
                        .expect(200)
                        .json()
                        .path("data")
                        .size());
        JsonNode check = own.post("/v1/me/audit-log/verify", "").expect(200).json();
        assertEquals(1, check.path("checked").asInt());
        assertTrue(check.path("broken").isMissingNode() || check.path("broken").isNull());
        admin.get("/v1/me/audit-log").expect(403);
    }
}
