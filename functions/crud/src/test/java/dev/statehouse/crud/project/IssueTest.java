package dev.statehouse.crud.project;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Issues;
import dev.statehouse.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IssueTest {

    private static final int CLIENTS = 10;
    private static final int EACH = 20;

    private record Owner(UUID workspaceId, @Nullable UUID personId) implements Tenant {}

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        // As many connections as on as many instances, so that writers meet in the database and not before it.
        crud = new Crud(Map.of("database.pool-size", CLIENTS, "datasources.default.connection-timeout", 20_000));
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private String project(String slug) {
        return api.post("/v1/projects", "{\"slug\": \"%s\", \"name\": \"Project\"}".formatted(slug))
                .expect(201)
                .header("location");
    }

    private static UUID id(String project) {
        return UUID.fromString(project.substring(project.lastIndexOf('/') + 1));
    }

    private Api.Answer issue(String project) {
        return api.post(project + "/issues", "{\"title\": \"Issue\"}").expect(201);
    }

    private static int number(Api.Answer issue) {
        return issue.json().path("number").asInt();
    }

    @Test
    void anIssueIsCreatedUnderItsNumberAndShown() {
        String project = project("shown");
        Api.Answer created = api.post(project + "/issues", """
                        {"title": "Dark mode", "body": "As the system has it", "labels": ["ui", "paid-plan"],
                         "externalUrl": "https://github.com/acme/app/issues/7#comment"}
                        """).expect(201);
        assertEquals(1, number(created));
        assertEquals(project + "/issues/1", created.header("location"));
        assertEquals("open", created.json().path("state").asText());
        assertEquals(id(project).toString(), created.json().path("projectId").asText());
        Api.Answer shown = api.get(project + "/issues/1").expect(200);
        assertEquals(created.json(), shown.json());
        api.send("GET", project + "/issues/1", Map.of("if-none-match", shown.header("etag")), null)
                .expect(304);
    }

    @Test
    void eachProjectCountsForItself() {
        String one = project("one");
        String two = project("two");
        assertEquals(1, number(issue(one)));
        assertEquals(2, number(issue(one)));
        assertEquals(1, number(issue(two)));
    }

    @Test
    void writersAtOnceLeaveNoGapAndRepeatNothing() throws Exception {
        String project = project("crowded");
        CyclicBarrier together = new CyclicBarrier(CLIENTS);
        List<Integer> numbers = new ArrayList<>();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<Integer>>> all = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                all.add(clients.submit(() -> {
                    together.await();
                    return IntStream.range(0, EACH)
                            .map(ignored -> number(issue(project)))
                            .boxed()
                            .toList();
                }));
            }
            for (Future<List<Integer>> one : all) {
                numbers.addAll(one.get());
            }
        }
        assertEquals(
                IntStream.rangeClosed(1, CLIENTS * EACH).boxed().toList(),
                numbers.stream().sorted().toList());
    }

    @Test
    void aCreateThatIsRolledBackLeavesNoGap() {
        String project = project("rolled-back");
        issue(project);
        Workspaces workspaces = crud.context().getBean(Workspaces.class);
        Issues issues = crud.context().getBean(Issues.class);
        assertThrows(
                UnsupportedOperationException.class,
                () -> workspaces.write(new Owner(crud.workspace(), null), () -> {
                    assertEquals(
                            2,
                            issues.insert(Ids.next(), id(project), "Never", "", new String[0], "open", null)
                                    .getFirst()
                                    .number());
                    throw new UnsupportedOperationException("on purpose");
                }));
        assertEquals(2, number(issue(project)));
    }

    @Test
    void aRefusedCreateLeavesNoGap() {
        String project = project("refused");
        issue(project);
        // Blank for PostgreSQL and not for Java: it is refused by the statement that has counted already.
        api.post(project + "/issues", "{\"title\": \"\\u2003\"}").expect(422);
        assertEquals(2, number(issue(project)));
    }

    @Test
    void noNumberIsUsedAgain() {
        String project = project("used");
        issue(project);
        String last = issue(project).header("location");
        api.delete(last).expect(204);
        assertEquals(3, number(issue(project)));
        crud.database().asOwner("DELETE FROM issues WHERE project_id = '" + id(project) + "'");
        assertEquals(4, number(issue(project)));
    }

    @Test
    void aRepeatedRequestMakesOneIssue() {
        String project = project("repeated");
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    1,
                    number(api.post(project + "/issues", "{\"title\": \"Once\"}", "once")
                            .expect(201)));
        }
        assertEquals(2, number(issue(project)));
    }

    @Test
    void listsAreFilteredNewestFirstAndPaged() {
        String project = project("listed");
        for (int i = 1; i <= 5; i++) {
            api.post(project + "/issues", """
                            {"title": "Issue %d", "body": "long", "labels": ["all", "n%d"], "state": "%s"}
                            """.formatted(i, i, i % 2 == 0 ? "in_review" : "open"))
                    .expect(201);
        }
        assertEquals("[5, 4, 3, 2, 1]", numbers(project, ""));
        assertEquals("[4, 2]", numbers(project, "?state=in_review"));
        assertEquals("[3]", numbers(project, "?label=all&label=n3&state=open"));
        assertEquals("[]", numbers(project, "?label=n3&state=closed"));
        JsonNode first = api.get(project + "/issues?limit=2").expect(200).json();
        assertTrue(first.at("/data/0/body").isMissingNode(), "bodies are shown one by one");
        String next = first.path("nextCursor").asText();
        assertEquals("[3, 2]", numbers(project, "?limit=2&cursor=" + next));
    }

    private String numbers(String project, String query) {
        List<Integer> numbers = new ArrayList<>();
        api.get(project + "/issues" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(issue -> numbers.add(issue.path("number").asInt()));
        return numbers.toString();
    }

    @Test
    void aChangeNamesTheRevisionThatWasRead() {
        String path = api.post(
                        project("changed") + "/issues", "{\"title\": \"Old\", \"externalUrl\": \"http://example.org\"}")
                .expect(201)
                .header("location");
        Api.Answer changed = api.patch(path, "{\"title\": \"New\", \"state\": \"closed\"}", "\"1\"")
                .expect(200);
        assertEquals("closed", changed.json().path("state").asText());
        assertEquals("http://example.org", changed.json().path("externalUrl").asText());
        api.patch(path, "{\"state\": \"open\"}", "\"1\"").expect(412);
        assertTrue(api.patch(path, "{\"externalUrl\": null}", changed.header("etag"))
                .expect(200)
                .json()
                .path("externalUrl")
                .isNull());
    }

    @Test
    void aDeletedIssueIsGoneUntilItIsRestored() {
        String project = project("gone");
        String path = issue(project).header("location");
        api.delete(path).expect(204);
        api.get(path).expect(404);
        assertEquals("[]", numbers(project, ""));
        assertEquals("[1]", numbers(project, "?active=false"));
        assertEquals(1, number(api.post(path + "/restore", "").expect(200)));
        assertEquals("[1]", numbers(project, ""));
    }
}
