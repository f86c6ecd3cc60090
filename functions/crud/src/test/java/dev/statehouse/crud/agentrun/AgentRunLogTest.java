package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentRunLogTest {

    private static final int WRITERS = 10;

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud(Map.of("database.pool-size", WRITERS, "datasources.default.connection-timeout", 20_000));
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private JsonNode write(String run, String... lines) {
        return api.post(run + "/logs", Lines.rows(lines)).expect(200).json();
    }

    private List<String> messages(String path) {
        List<String> messages = new ArrayList<>();
        api.get(path)
                .expect(200)
                .json()
                .path("data")
                .forEach(line -> messages.add(line.path("message").asText()));
        return messages;
    }

    @Test
    void linesComeBackAsTheyWereSaid() {
        String run = Lines.run(api);
        String id = Ids.next().toString();
        write(run, """
                {"message": "שלום \\"a\\\\b\\" {é}, \\n NULL", "data": {"tokens": 1.500, "list": ["x", null, {}]},
                 "level": "warn", "id": "%s"}""".formatted(id));
        JsonNode line = api.get(run + "/logs").expect(200).json().path("data").path(0);
        assertEquals(id, line.path("id").asText());
        assertEquals("warn", line.path("level").asText());
        assertEquals("שלום \"a\\b\" {é}, \n NULL", line.path("message").asText());
        assertTrue(api.get(run + "/logs").body().contains("1.500"), "every digit is kept");
        assertEquals("x", line.at("/data/list/0").asText());
    }

    @Test
    void whatIsSentAgainIsToldApartAndChangesNothing() {
        String run = Lines.run(api);
        UUID one = Ids.next();
        UUID two = Ids.next();
        UUID three = Ids.next();
        assertEquals(
                2, write(run, Lines.line(one), Lines.line(two)).path("stored").asInt());
        JsonNode again = write(
                run,
                Lines.line(three),
                Lines.line(three),
                Lines.line(two.toString().toUpperCase(Locale.ROOT)).replace("said", "said otherwise"));
        assertEquals(1, again.path("stored").asInt());
        assertEquals(three.toString(), again.at("/repeated/0").asText());
        assertEquals(two.toString(), again.at("/repeated/1").asText());
        assertEquals(List.of("said", "said", "said"), messages(run + "/logs"));
    }

    @Test
    void theSameIdsAreAnotherRunsOwn() {
        UUID id = Ids.next();
        assertEquals(1, write(Lines.run(api), Lines.line(id)).path("stored").asInt());
        assertEquals(1, write(Lines.run(api), Lines.line(id)).path("stored").asInt());
    }

    @Test
    void linesAreListedBothWaysByLevelAndPaged() {
        String run = Lines.run(api);
        String[] levels = {"debug", "info", "warn", "error", "info"};
        write(
                run,
                IntStream.range(0, levels.length)
                        .mapToObj(i -> "{\"id\": \"%s\", \"level\": \"%s\", \"message\": \"%d\"}"
                                .formatted(Ids.next(), levels[i], i))
                        .toArray(String[]::new));
        assertEquals(List.of("4", "3", "2", "1", "0"), messages(run + "/logs"));
        assertEquals(List.of("2", "3"), messages(run + "/logs?level=warn&order=oldest"));
        JsonNode page = api.get(run + "/logs?order=oldest&limit=2").expect(200).json();
        assertEquals(
                List.of("2", "3"),
                messages(run + "/logs?order=oldest&limit=2&cursor="
                        + page.path("nextCursor").asText()));
    }

    @Test
    void aTailGoesOnAfterTheLastLineAndLooksBackForWhatCameLate() {
        String run = Lines.run(api);
        Instant now = Instant.now();
        UUID early = Lines.at(now.minusSeconds(20));
        UUID late = Lines.at(now.minusSeconds(10));
        UUID seen = Lines.at(now.minusSeconds(5));
        write(run, Lines.line(early).replace("said", "early"), Lines.line(seen).replace("said", "seen"));
        assertEquals(List.of(), messages(run + "/logs?after=" + seen));
        write(run, Lines.line(late).replace("said", "late"));
        write(run, Lines.line(Lines.at(now)).replace("said", "new"));
        assertEquals(List.of("new"), messages(run + "/logs?after=" + seen), "what a plain tail misses");
        assertEquals(List.of("late", "seen", "new"), messages(run + "/logs?after=" + seen + "&overlap=7"));
        String page = api.get(run + "/logs?limit=2&after=" + seen + "&overlap=7")
                .expect(200)
                .json()
                .path("nextCursor")
                .asText();
        assertEquals(List.of("new"), messages(run + "/logs?limit=2&after=" + seen + "&overlap=7&cursor=" + page));
    }

    @Test
    void writersAtOnceLoseNothingThoughTheyRepeatEachOther() throws Exception {
        String run = Lines.run(api);
        List<String> all =
                Stream.generate(() -> Lines.line(Ids.next())).limit(300).toList();
        int stored = 0;
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<Integer>> batches = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                List<String> mine = w % 2 == 0 ? all : all.reversed();
                batches.add(writers.submit(() -> {
                    int sum = 0;
                    for (int from = 0; from < mine.size(); from += 100) {
                        sum += api.post(run + "/logs", Lines.rows(mine.subList(from, from + 100)))
                                .expect(200)
                                .json()
                                .path("stored")
                                .asInt();
                    }
                    return sum;
                }));
            }
            for (Future<Integer> batch : batches) {
                stored += batch.get();
            }
        }
        assertEquals(all.size(), stored, "each line was new once");
    }

    @Test
    void aBatchGoesIntoTheMonthsOfItsIds() {
        String run = Lines.run(api);
        String id = run.substring(run.lastIndexOf('/') + 1);
        // A line of before the run, as of the month before if today is the first.
        write(run, Lines.line(Lines.at(Instant.now().minus(Duration.ofHours(23)))), Lines.line(Ids.next()));
        assertEquals(2, messages(run + "/logs").size());
        assertEquals(
                0,
                crud.count("SELECT count(*) FROM agent_run_logs l WHERE run_id = '" + id
                        + "' AND right(tableoid::regclass::text, 7) <> to_char(to_timestamp(('x' || left(replace(id::text, '-', ''), 12))"
                        + "::bit(48)::bigint / 1000.0) AT TIME ZONE 'UTC', 'YYYY_MM')"));
    }

    @Test
    void nothingIsWrittenForARunThatIsNotThere() {
        String run = Lines.run(api);
        crud.stranger().post(run + "/logs", Lines.rows(Lines.line(Ids.next()))).expect(404);
        crud.stranger().get(run + "/logs").expect(404);
        api.patch(run, "{\"status\": \"cancelled\"}", "*").expect(200);
        write(run, Lines.line(Ids.next()));
        api.delete(run).expect(204);
        api.post(run + "/logs", Lines.rows(Lines.line(Ids.next()))).expect(404);
        api.get(run + "/logs").expect(404);
    }

    @Test
    void aBatchCostsOneFlightAndNoEntry() {
        String run = Lines.run(api);
        int entries = crud.count("SELECT count(*) FROM audit_entries");
        write(run, Lines.line(Ids.next()), Lines.line(Ids.next()));
        assertEquals(entries, crud.count("SELECT count(*) FROM audit_entries"));
    }
}
