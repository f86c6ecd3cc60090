package dev.statehouse.search.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.search.Cards;
import dev.statehouse.search.Search;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptSearchPagesTest {

    private Search search;

    @BeforeAll
    void start() {
        search = new Search();
        List<Cards.Card> cards = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // Three texts in turn: many cards share a score, so the order within it is the id's alone.
            cards.add(new Cards.Card(
                    search.workspace(), "Gardening " + (i % 3), "Plant " + "tulips ".repeat(1 + i % 3) + "in autumn."));
        }
        search.cards().insert(cards);
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @ParameterizedTest
    @CsvSource({"tulips,60", "tulips astronauts,60", "gardning,60"})
    void pagesNeitherSkipNorRepeatAndKeepTheOrder(String question, int cards) {
        List<String> whole = ids(get(Search.path(question) + "&limit=100"));
        assertEquals(cards, new HashSet<>(whole).size());
        List<String> paged = new ArrayList<>();
        String cursor = "";
        int limit = 7;
        while (true) {
            JsonNode page = get(Search.path(question) + "&limit=" + limit + cursor);
            paged.addAll(ids(page));
            assertEquals(
                    page.path("hasMore").asBoolean(), !page.path("nextCursor").isNull());
            if (page.path("nextCursor").isNull()) {
                break;
            }
            cursor = "&cursor=" + page.path("nextCursor").asText();
            limit = limit == 7 ? 3 : 7;
        }
        assertEquals(whole, paged);
    }

    @Test
    void scoresNeverRise() {
        double before = Double.MAX_VALUE;
        for (JsonNode hit : get(Search.path("tulips") + "&limit=100").path("data")) {
            assertTrue(hit.path("score").asDouble() <= before);
            before = hit.path("score").asDouble();
        }
    }

    @Test
    void laterPagesKeepToWhatTheFirstFound() {
        UUID workspace = search.rows().workspace();
        for (int i = 0; i < 3; i++) {
            search.cards().insert(workspace, "Kettle " + i, "Boil water.");
        }
        JsonNode first = search.api(workspace)
                .get(Search.path("kettle teapot") + "&limit=1")
                .expect(200)
                .json();
        search.cards().insert(workspace, "Teapot and kettle", "Both.");
        JsonNode second = search.api(workspace)
                .get(Search.path("kettle teapot") + "&limit=10&cursor="
                        + first.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("any-word", second.path("data").path(0).path("match").asText());
        assertTrue(second.path("data").size() >= 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tulip",
                "tulips&tag=x",
                "tulips&metadata=%7B%7D",
                "tulips&variables=%5B%5D",
                "tulips&project=00000000-0000-7000-8000-000000000001"
            })
    void aCursorOfAnotherQueryIsRefused(String other) {
        String cursor =
                get(Search.path("tulips") + "&limit=1").path("nextCursor").asText();
        JsonNode problem = search.api()
                .get("/v1/search/prompts?q=" + other + "&cursor=" + cursor)
                .expect(400)
                .json();
        assertEquals("cursor", problem.path("errors").path(0).path("parameter").asText());
    }

    private JsonNode get(String path) {
        return search.api().get(path).expect(200).json();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("data").forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }
}
