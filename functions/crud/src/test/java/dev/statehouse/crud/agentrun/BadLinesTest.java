package dev.statehouse.crud.agentrun;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.crud.Crud;
import dev.statehouse.data.Ids;
import dev.statehouse.testing.Api;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches that are refused as a whole, and the field that is blamed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadLinesTest {

    private Crud crud;
    private Api api;
    private String run;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
        run = Lines.run(api);
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private void isRefused(String body, int status, String pointer) {
        Api.Answer answer = api.post(run + "/logs", body).expect(status);
        assertEquals(pointer, answer.json().at("/errors/0/pointer").asText(), answer.body());
        assertEquals(0, crud.count("SELECT count(*) FROM agent_run_logs"));
    }

    @ParameterizedTest(name = "{0} → {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"id": ID, "level": "info", "message": "x", "colour": 1}      | 400 | /rows/1/colour
            {"id": ID, "level": "info", "message": "x", "level": "info"}  | 400 | /rows/1/level
            {"id": 7, "level": "info", "message": "x"}                    | 400 | /rows/1/id
            {"id": "7", "level": "info", "message": "x"}                  | 400 | /rows/1/id
            {"id": "zzzzzzzz-0000-7000-8000-000000000001", "level": "info", "message": "x"} | 400 | /rows/1/id
            {"id": ID, "level": "info", "message": 5}                     | 400 | /rows/1/message
            {"id": ID, "level": "info", "message": null}                  | 400 | /rows/1/message
            {"id": ID, "level": "info", "message": "a\\u0000"}            | 422 | /rows/1/message
            {"id": ID, "level": "info", "message": "\\ud800"}             | 422 | /rows/1/message
            {"id": ID, "level": "fatal", "message": "x"}                  | 422 | /rows/1/level
            {"id": ID, "message": "x"}                                    | 422 | /rows/1/level
            {"level": "info", "message": "x"}                             | 422 | /rows/1/id
            {"id": ID, "level": "info"}                                   | 422 | /rows/1/message
            {"id": ID, "level": "info", "message": "x", "data": []}       | 400 | /rows/1/data
            {"id": ID, "level": "info", "message": "x", "data": {"a": "\\u0000"}} | 422 | /rows/1/data/a
            {"id": ID, "level": "info", "message": "x", "data": {"a": 1e200000}} | 422 | /rows/1/data/a
            []                                                            | 400 | /rows/1
            null                                                          | 400 | /rows/1
            """)
    void aRowAtFaultRefusesItsBatch(String row, int status, String pointer) {
        isRefused(Lines.rows(Lines.line(Ids.next()), row.replace("ID", "\"" + Ids.next() + "\"")), status, pointer);
    }

    @Test
    void idsAreOfVersionSevenAndOfATimeInTheWindow() {
        Instant now = Instant.now();
        for (UUID id : new UUID[] {
            UUID.randomUUID(),
            UUID.fromString("01900000-0000-1000-8000-000000000001"),
            UUID.fromString("01900000-0000-7000-0000-000000000001"),
            Lines.at(now.plus(Duration.ofMinutes(61))),
            Lines.at(now.minus(Duration.ofHours(25))),
            Lines.at(now.minus(Duration.ofDays(70)))
        }) {
            isRefused(Lines.rows(Lines.line(Ids.next()), Lines.line(id)), 400, "/rows/1/id");
        }
    }

    @Test
    void tooLongIsTooLong() {
        String line = Lines.line(Ids.next());
        isRefused(Lines.rows(line.replace("said", "x".repeat(8_001))), 422, "/rows/0/message");
        String data = "{\"a\": \"" + "x".repeat(16_000) + "\"}";
        isRefused(Lines.rows(line.replace("}", ", \"data\": " + data + "}")), 422, "/rows/0/data");
        isRefused(
                Lines.rows(Stream.generate(() -> Lines.line(Ids.next()))
                        .limit(1_001)
                        .toList()),
                422,
                "/rows");
        isRefused("{\"rows\": []}", 422, "/rows");
    }

    @Test
    void eightThousandCharactersOfTwoHalvesEachAreEightThousand() {
        String line = Lines.line(Ids.next()).replace("said", "😀".repeat(8_000));
        String other = Lines.run(api);
        api.post(other + "/logs", Lines.rows(line)).expect(200);
        crud.database().asOwner("DELETE FROM agent_run_logs");
    }

    @Test
    void bodiesThatAreNoBatchAreRefused() {
        isRefused("[]", 400, "");
        isRefused("{}", 400, "");
        isRefused("{\"lines\": []}", 400, "");
        isRefused("{\"rows\": {}}", 400, "/rows");
        isRefused("{\"rows\": [], \"more\": 1}", 400, "");
        isRefused(Lines.rows(Lines.line(Ids.next())) + "x", 400, "");
        api.post(run + "/logs", "{\"rows\": [").expect(400);
        api.post(run + "/logs", "").expect(400);
        byte[] body = Lines.rows(Lines.line(Ids.next())).getBytes(StandardCharsets.UTF_8);
        body[body.length - 6] = (byte) 0xff;
        assertEquals(
                400,
                api.sendBytes("POST", run + "/logs", Map.of("content-type", "application/json"), body)
                        .status());
        assertEquals(0, crud.count("SELECT count(*) FROM agent_run_logs"));
    }

    @Test
    void listsRefuseWhatTheyDoNotKnow() {
        for (String query : new String[] {
            "level=fatal",
            "order=up",
            "after=x",
            "overlap=5",
            "after=" + Ids.next() + "&overlap=3601",
            "limit=101",
            "cursor=x"
        }) {
            api.get(run + "/logs?" + query).expect(400);
        }
    }
}
