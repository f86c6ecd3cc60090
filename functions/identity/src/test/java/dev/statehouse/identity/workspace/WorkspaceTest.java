package dev.statehouse.identity.workspace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkspaceTest {

    private static final String MINE = "/v1/workspaces";
    private static final String THIS = "/v1/workspace";

    private Team team;

    @BeforeAll
    void start() {
        team = new Team();
    }

    @AfterAll
    void stop() {
        team.close();
    }

    @Test
    void whoCreatesAWorkspaceOwnsIt() {
        UUID maker = team.person();
        JsonNode made = team.person(maker)
                .post(MINE, "{\"name\": \"Acme\", \"slug\": \"acme\", \"settings\": {\"ratio\": 1.10}}")
                .expect(201)
                .json();
        assertEquals("free", made.path("plan").asText());
        assertEquals("owner", made.path("role").asText());
        assertEquals(90, made.path("historyRetentionDays").asInt());

        JsonNode mine = team.person(maker).get(MINE).expect(200).json();
        assertEquals(made, mine.path("data").path(0));
        UUID id = UUID.fromString(made.path("id").asText());
        Api.Answer shown = team.session(id, maker, "owner").get(THIS).expect(200);
        assertEquals(made, shown.json());
        assertTrue(shown.body().contains("1.10"), "numbers keep their digits");
    }

    @Test
    void aSlugIsTakenOnceOverAllWorkspaces() {
        String body = "{\"name\": \"Taken\", \"slug\": \"taken\"}";
        UUID maker = team.person();
        team.person(maker).post(MINE, body).expect(201);
        String before = team.state();
        for (UUID other : List.of(team.person(), maker)) {
            JsonNode problem = team.person(other).post(MINE, body).expect(409).json();
            assertEquals("/slug", problem.at("/errors/0/pointer").asText());
        }
        JsonNode problem = team.key("admin")
                .patch(THIS, "{\"slug\": \"taken\"}", "*")
                .expect(409)
                .json();
        assertEquals("/slug", problem.at("/errors/0/pointer").asText());
        assertEquals(before, team.state());
    }

    @Test
    void aRepeatedCreationGetsItsFirstAnswerAndMakesNothing() {
        TestCaller session = TestCaller.person(team.person(), UUID.randomUUID());
        String body = "{\"name\": \"Once\", \"slug\": \"once\"}";
        Api.Answer first = team.as(session).post(MINE, body, "key").expect(201);
        String before = team.state();
        Api.Answer second = team.as(session).post(MINE, body, "key").expect(201);

        assertEquals(first.body(), second.body());
        assertEquals("true", second.header("idempotency-replayed"));
        team.as(session)
                .post(MINE, "{\"name\": \"Other\", \"slug\": \"once\"}", "key")
                .expect(422);
        assertEquals(before, team.state());
    }

    @Test
    void mineAreListedNewestFirstPagedAndFilteredBySettings() {
        UUID maker = team.person();
        Api api = team.person(maker);
        for (int i = 0; i < 5; i++) {
            api.post(
                            MINE,
                            "{\"name\": \"W\", \"slug\": \"listed-%d\", \"settings\": {\"region\": \"%s\", \"n\": %d}}"
                                    .formatted(i, i % 2 == 0 ? "eu" : "us", i))
                    .expect(201);
        }
        assertEquals(List.of("listed-4", "listed-3", "listed-2", "listed-1", "listed-0"), slugs(api, "limit=2"));
        assertEquals(
                List.of("listed-4", "listed-2", "listed-0"),
                slugs(api, "limit=2&settings=%7B%22region%22%3A%22eu%22%7D"));
        assertEquals(List.of(), slugs(team.person(team.person()), "limit=2"));
    }

    private static List<String> slugs(Api api, String query) {
        List<String> slugs = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(MINE + "?" + query + cursor).expect(200).json();
            page.path("data")
                    .forEach(workspace -> slugs.add(workspace.path("slug").asText()));
            cursor = "&cursor=" + page.path("nextCursor").asText();
            if (!page.path("hasMore").asBoolean()) {
                return slugs;
            }
        } while (slugs.size() < 100);
        throw new AssertionError("the list does not end");
    }

    @Test
    void aChangeNeedsWhatWasRead() {
        UUID owner = team.person();
        JsonNode made = team.person(owner)
                .post(MINE, "{\"name\": \"Before\", \"slug\": \"changed\", \"settings\": {\"a\": 1}}")
                .expect(201)
                .json();
        Api api = team.session(UUID.fromString(made.path("id").asText()), owner, "owner");
        String etag = api.get(THIS).header("etag");

        JsonNode changed = api.patch(
                        THIS,
                        "{\"name\": \"After\", \"settings\": {\"b\": 2}, \"plan\": \"team\", \"historyRetentionDays\": 30}",
                        etag)
                .expect(200)
                .json();
        assertEquals("After", changed.path("name").asText());
        assertEquals("{\"b\":2}", changed.path("settings").toString());
        assertEquals("team", changed.path("plan").asText());
        assertEquals(30, changed.path("historyRetentionDays").asInt());
        assertEquals("changed", changed.path("slug").asText());
        api.patch(THIS, "{\"name\": \"Stale\"}", etag).expect(412);
        api.send("PATCH", THIS, java.util.Map.of("content-type", "application/json"), "{}")
                .expect(428);
        assertTrue(api.patch(THIS, "{\"historyRetentionDays\": null}", "*")
                .expect(200)
                .json()
                .path("historyRetentionDays")
                .isNull());
        assertEquals("After", api.get(THIS).json().path("name").asText());
        api.send("GET", THIS, java.util.Map.of("if-none-match", api.get(THIS).header("etag")), null)
                .expect(304);
    }

    @Test
    void planAndRetentionAreTheOwnersAlone() {
        String before = team.state();
        for (String field :
                List.of("\"plan\": \"team\"", "\"historyRetentionDays\": 7", "\"historyRetentionDays\": null")) {
            for (Api api : List.of(
                    team.key("admin"),
                    team.as(TestCaller.of(team.workspace(), "owner").scoped("workspace:write")))) {
                JsonNode problem = api.patch(THIS, "{\"name\": \"x\", " + field + "}", "*")
                        .expect(403)
                        .json();
                assertTrue(
                        field.contains(problem.at("/errors/0/pointer").asText().substring(1)));
            }
        }
        assertEquals(before, team.state());
        team.key("admin").patch(THIS, "{\"name\": \"By an admin\"}", "*").expect(200);
    }

    @Test
    void aCallerSeesAndChangesTheirOwnWorkspaceOnly() {
        UUID other = team.anotherWorkspace();
        Api stranger = team.as(TestCaller.of(other, "owner"));
        assertEquals(other.toString(), stranger.get(THIS).json().path("id").asText());
        stranger.patch(THIS, "{\"name\": \"Mine\"}", "*").expect(200);
        assertEquals(1, Integer.parseInt(team.ask("SELECT count(*) FROM workspaces WHERE name = 'Mine'")));
    }

    /** A person of many workspaces: the filter is answered from its index, not by reading all of theirs. */
    @Test
    void theFilterUsesItsIndex() throws SQLException {
        UUID person = team.person();
        team.database().asOwner("""
                INSERT INTO workspaces (id, slug, name, settings)
                SELECT gen_random_uuid(), 'many-' || n, 'Many', jsonb_build_object('n', n) FROM generate_series(1, 20000) n;
                INSERT INTO memberships (workspace_id, user_id, role)
                SELECT id, '%s', 'viewer' FROM workspaces WHERE name = 'Many';
                ANALYZE workspaces; ANALYZE memberships
                """.formatted(person));
        assertEquals(List.of("many-77"), slugs(team.person(person), "settings=%7B%22n%22%3A77%7D"));

        String filtered = plan("SELECT * FROM app.workspaces_of('%s', '{\"n\": 77}', NULL, 21)".formatted(person));
        assertTrue(filtered.contains("Bitmap Index Scan on workspaces_by_settings"), filtered);
        assertFalse(filtered.contains("Seq Scan"), filtered);
        String all = plan("SELECT * FROM app.workspaces_of('%s', NULL, NULL, 21)".formatted(person));
        assertTrue(all.contains("memberships_of_a_user_by_workspace"), all);
        assertFalse(all.contains("Sort"), all);
    }

    /** How PostgreSQL ran the statements of a function. */
    private String plan(String call) throws SQLException {
        try (Connection connection = team.database().connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("LOAD 'auto_explain'; SET auto_explain.log_min_duration = 0;"
                    + " SET auto_explain.log_nested_statements = on; SET auto_explain.log_level = notice");
            statement.clearWarnings();
            statement.execute(call);
            StringBuilder plans = new StringBuilder();
            for (SQLWarning notice = statement.getWarnings(); notice != null; notice = notice.getNextWarning()) {
                plans.append(notice.getMessage()).append('\n');
            }
            return plans.toString();
        }
    }
}
