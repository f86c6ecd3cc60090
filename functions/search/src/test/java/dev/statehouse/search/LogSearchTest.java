package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What runs say is searched where the workspace wants it. */
class LogSearchTest {

    private final UUID run = Ids.next();
    private final UUID otherRun = Ids.next();
    private Search search;

    @BeforeEach
    void start() {
        search = new Search();
        sql("""
                INSERT INTO agent_runs (workspace_id, id, name, agent)
                VALUES ('%1$s', '%2$s', 'Nightly build', 'builder'), ('%1$s', '%3$s', 'Release', 'builder')
                """);
    }

    @AfterEach
    void stop() {
        search.close();
    }

    private void sql(String statement) {
        search.database().asOwner(statement.formatted(search.workspace(), run, otherRun));
    }

    private void logs(boolean wanted) {
        sql("INSERT INTO search_settings AS s (workspace_id, logs) VALUES ('%1$s', " + wanted
                + ") ON CONFLICT (workspace_id) DO UPDATE SET logs = EXCLUDED.logs, revision = s.revision + 1");
    }

    private UUID line(UUID ofRun, UUID id, String level, String message) {
        sql("INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message) VALUES ('%1$s', '" + ofRun + "', '"
                + id + "', '" + level + "', '" + message + "') ON CONFLICT DO NOTHING");
        return id;
    }

    private JsonNode found(Api api, String query) {
        return api.get("/v1/search?q=" + query).expect(200).json().path("data");
    }

    private List<String> contents(String query) {
        return StreamSupport.stream(found(search.api(), query).spliterator(), false)
                .map(hit -> hit.path("content").asText())
                .toList();
    }

    @Test
    void linesAreFoundThatWereWrittenWhileItWasWanted() {
        line(run, Ids.next(), "error", "The zeppelin sank");
        assertEquals(List.of(), contents("zeppelin"));
        logs(true);
        UUID id = line(run, Ids.next(), "error", "Another zeppelin sank");
        line(run, Ids.next(), "info", "No zeppelin any more");
        line(run, id, "error", "Another zeppelin sank");
        assertEquals(List.of("Another zeppelin sank"), contents("zeppelin&type=log&tag=error"));
        assertEquals(2, contents("zeppelin").size());
        assertEquals(2, contents("zeppelin&parent=" + run).size());
        assertEquals(0, contents("zeppelin&parent=" + otherRun).size());
        assertEquals(List.of(), contents("zeppelin&type=message"));

        JsonNode hit = found(search.api(), "another+zeppelin&type=log").path(0);
        assertEquals("log", hit.path("type").asText());
        assertEquals("Nightly build", hit.path("title").asText());
        assertEquals(run.toString(), hit.at("/source/runId").asText());
        assertEquals(id.toString(), hit.at("/source/logId").asText());
        assertEquals("error", hit.at("/source/level").asText());
        assertEquals("builder", hit.at("/source/agent").asText());
        assertEquals(
                "0",
                search.answer(
                        "SELECT count(*) FROM chunks c JOIN agent_run_logs l ON l.id = (c.metadata ->> 'logId')::uuid"
                                + " WHERE c.created_at <> l.created_at"));
        assertEquals(0, found(search.api(), "zeppelin&mode=fuzzy").size());

        logs(false);
        line(run, Ids.next(), "error", "The last zeppelin");
        assertEquals(2, contents("zeppelin").size());
    }

    @Test
    void twoRunsMayHaveALineOfTheSameId() {
        logs(true);
        UUID id = line(run, Ids.next(), "info", "zeppelin");
        line(otherRun, id, "info", "zeppelin again");
        assertEquals(2, contents("zeppelin").size());
    }

    @Test
    void aDeletedRunIsNotFoundUntilItIsRestored() {
        logs(true);
        line(run, Ids.next(), "info", "zeppelin");
        sql("UPDATE agent_runs SET status = 'cancelled'");
        sql("UPDATE agent_runs SET deleted_at = now()");
        assertEquals(List.of(), contents("zeppelin"));
        sql("UPDATE agent_runs SET deleted_at = NULL");
        assertEquals(List.of("zeppelin"), contents("zeppelin"));
    }

    @Test
    void whoMayNotReadRunsFindsNothingOfThem() {
        logs(true);
        line(run, Ids.next(), "info", "zeppelin");
        Api others =
                search.api().as(TestCaller.of(search.workspace(), "viewer").scoped("search:read conversations:read"));
        assertEquals(0, found(others, "zeppelin").size());
        others.get("/v1/search?q=zeppelin&type=log").expect(403);
        assertEquals(0, found(search.api(search.rows().workspace()), "zeppelin").size());
    }

    @Test
    void linesGetNoVectors() {
        new Models(search, search.workspace()).given(3);
        logs(true);
        line(run, Ids.next(), "info", "zeppelin");
        assertEquals("0", search.answer("SELECT count(*) FROM embeddings"));
        assertEquals("1", search.answer("SELECT count(*) FROM chunks"));
    }
}
