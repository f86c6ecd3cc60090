package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Standby;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Searches that a standby answers, through a PgBouncer of its own. What works there writes nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReaderSearchTest {

    private static final String HEADER = "Statehouse-Read-From";
    private static final Map<String, String> WRITER = Map.of("statehouse-read-from", "writer");

    private Standby standby;
    private Search search;
    private Texts texts;

    @BeforeAll
    void start() {
        standby = Standby.start();
        search = new Search(standby.properties(standby.port(true)));
        texts = new Texts(search.database(), search.workspace());
    }

    @AfterAll
    void stop() {
        if (search != null) {
            search.close();
            standby.close();
        }
    }

    @AfterEach
    void resume() {
        standby.resume();
    }

    @Test
    void whatTheStandbyDoesNotHaveYetIsFoundAtTheWriterAlone() {
        for (String route : List.of("/v1/search?q=", "/v1/search/prompts?q=")) {
            standby.catchUp();
            standby.pause();
            String word = "aardvark" + (route.contains("prompts") ? "s" : "");
            write(word);
            Api.Answer stale = ask(route + word, Map.of());
            assertEquals(0, hits(stale), route);
            assertTrue(stale.header(HEADER).matches("reader;lag-ms=\\d+"), stale.header(HEADER));
            Api.Answer fresh = ask(route + word, WRITER);
            assertEquals(1, hits(fresh), route);
            assertEquals("writer", fresh.header(HEADER));
            standby.resume();
            standby.catchUp();
            Api.Answer replayed = ask(route + word, Map.of());
            assertEquals(1, hits(replayed), route);
            fromReader(replayed);
        }
    }

    private void write(String word) {
        if (word.endsWith("s")) {
            search.cards().insert(search.workspace(), "Card of " + word, "Template.");
        } else {
            texts.knowledge("Entry", "An " + word + ".", "{}", null);
        }
    }

    @Test
    void everyWayToSearchWritesNothing() {
        texts.knowledge("Marmot", "a marmot whistles in the mountains", "{}", null);
        search.cards().insert(search.workspace(), "Marmots of the Alps", "Whistle like a marmot.");
        standby.catchUp();
        for (String path : List.of(
                "/v1/search?q=marmot",
                "/v1/search?q=%22marmot%20whistles%22%20mount*%20-fox",
                "/v1/search?q=marmot&type=knowledge&from=2020-01-01T00:00:00Z",
                "/v1/search?q=marmot&versions=all&limit=1",
                "/v1/search/prompts?q=marmot",
                "/v1/search/prompts?q=marmot%20or%20nothing",
                "/v1/search/prompts?q=marmot%20unheardof",
                "/v1/search/prompts?q=marmoots%20alpps")) {
            Api.Answer answer = ask(path, Map.of());
            fromReader(answer);
            assertTrue(hits(answer) > 0, path);
        }
        String cursor = ask("/v1/search?q=marmot&limit=1", Map.of())
                .json()
                .path("nextCursor")
                .asText();
        fromReader(ask("/v1/search?q=marmot&limit=1&cursor=" + cursor, Map.of()));
    }

    @Test
    void workspacesAndPeopleAreApartThereToo() {
        UUID owner = search.rows().member(search.workspace(), "editor");
        UUID colleague = search.rows().member(search.workspace(), "owner");
        texts.message(texts.conversation(owner), 1, "capybara");
        texts.knowledge("capybara", "capybara", "{}", null);
        Api stranger = search.api(search.rows().workspace());
        standby.catchUp();
        Map<Api, Integer> finds =
                Map.of(search.actingFor(owner), 2, search.actingFor(colleague), 1, search.api(), 1, stranger, 0);
        finds.forEach((api, many) -> {
            Api.Answer answer =
                    api.send("GET", "/v1/search?q=capybara", Map.of(), null).expect(200);
            fromReader(answer);
            assertEquals(many, hits(answer));
            assertEquals(many, answer.json().path("scanned").asInt());
        });
    }

    @Test
    void noOtherServerCanBeAskedFor() {
        for (String other : List.of("", "reader", "Writer", "writer, writer")) {
            for (String path : List.of("/v1/search?q=word", "/v1/search/prompts?q=word")) {
                JsonNode problem = search.api()
                        .send("GET", path, Map.of("statehouse-read-from", other), null)
                        .expect(400)
                        .json();
                assertEquals(HEADER, problem.at("/errors/0/parameter").asText());
            }
        }
    }

    @Test
    void aRequestThatIsRefusedWasReadFromNowhere() {
        Api.Answer refused = search.api().get("/v1/search").expect(400);
        assertEquals("", refused.header(HEADER));
    }

    @Test
    void whileTheStandbyIsAwayTheWriterAnswersAndAfterwardsTheStandbyDoesAgain() {
        texts.knowledge("Dormouse", "a dormouse", "{}", null);
        standby.catchUp();
        fromReader(ask("/v1/search?q=dormouse", Map.of()));
        standby.stop();
        for (int i = 0; i < 3; i++) {
            Api.Answer answer = ask("/v1/search?q=dormouse", Map.of());
            assertEquals(1, hits(answer));
            assertEquals("writer", answer.header(HEADER));
        }
        standby.startAgain();
        long deadline = System.nanoTime() + 60_000_000_000L;
        String from = "";
        while (!from.startsWith("reader") && System.nanoTime() < deadline) {
            Api.Answer answer = ask("/v1/search?q=dormouse", Map.of());
            assertEquals(1, hits(answer));
            from = answer.header(HEADER);
        }
        assertTrue(from.startsWith("reader"), from);
    }

    private Api.Answer ask(String path, Map<String, String> headers) {
        return search.api().send("GET", path, headers, null).expect(200);
    }

    private static void fromReader(Api.Answer answer) {
        assertTrue(answer.header(HEADER).startsWith("reader"), answer.header(HEADER));
    }

    private static int hits(Api.Answer answer) {
        return answer.json().path("data").size();
    }
}
