package dev.statehouse.search.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.http.Cursor;
import dev.statehouse.search.Search;
import dev.statehouse.testing.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadPromptSearchTest {

    private Search search;

    @BeforeAll
    void start() {
        search = new Search();
        search.cards().insert(search.workspace(), "Weather Reporter", "Report the weather of a city.");
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void questionsWithNothingToLookForAreRefused() {
        refused("q", "/v1/search/prompts");
        for (String question : List.of(
                "",
                "   ",
                "the of and",
                "-weather",
                "weather or -city",
                "!!! ??? \"\"",
                "\u0000",
                "weather\u0000",
                "word ".repeat(10_000),
                "x".repeat(1_001),
                "\u6f22".repeat(1_000),
                "\uD83E\uDD16".repeat(600))) {
            refused("q", Search.path(question));
        }
    }

    @Test
    void anyOtherTextIsAQuestion() {
        for (String question : List.of(
                "\"unbalanced weather",
                "weather -\"",
                "((weather",
                "weather & | ! <-> :*",
                "or or or",
                "- - -weather city",
                "it's O'Brien's \\ \\' ''",
                "%_%",
                "a".repeat(1_000),
                "or weather or",
                "<b>weather</b>",
                "weather -weather",
                "--weather",
                "'; DROP TABLE prompt_cards; --",
                "\u202Eweather\uFFFF",
                "\u00e9\u0301 \uD83E\uDD16 weather",
                "weather or ".repeat(90) + "city",
                "weather -city ".repeat(70),
                "a1 b2 c3 d4 ".repeat(80))) {
            Api.Answer answer = search.api().get(Search.path(question));
            assertTrue(answer.status() == 200 || answer.status() == 400, question + ": " + answer);
        }
    }

    @Test
    void aHalfSurrogateIsNoFailure() {
        Map<String, Object> event = search.api().event("GET", "/v1/search/prompts", Map.of(), null, false);
        event.put("rawQueryString", "q=weather\uD800");
        assertTrue(search.api().send(event).status() < 500);
    }

    @Test
    void otherParametersAreCheckedByName() {
        String weather = Search.path("weather");
        refused("mode", "/v1/search/prompts?q=weather&mode=semantic");
        refused("limit", weather + "&limit=0");
        refused("limit", weather + "&limit=101");
        refused("limit", weather + "&limit=many");
        refused("project", weather + "&project=seven");
        refused("tag", weather + "&tag=a%00");
        refused("variables", weather + "&variables=%5B");
        refused("metadata", weather + "&metadata=%7B%22a%22%3A%22%5Cu0000%22%7D");
    }

    @Test
    void onlyOurCursorsAreTaken() {
        for (String cursor : List.of(
                "nonsense",
                "%00",
                Cursor.of(Ids.next().toString()),
                Cursor.of("a:0:0:0"),
                Cursor.of("r:" + "f".repeat(16) + ":" + "-".repeat(36) + ":" + "0".repeat(16)))) {
            refused("cursor", Search.path("weather") + "&cursor=" + cursor);
        }
    }

    @Test
    void nobodyIsNotAnswered() {
        search.api().as(null).get(Search.path("weather")).expect(401);
        search.api().post("/v1/search/prompts", "{}").expect(405);
    }

    private void refused(String parameter, String path) {
        Api.Answer answer = search.api().get(path);
        assertEquals(400, answer.status(), () -> shortened(path) + answer);
        assertEquals(
                parameter,
                answer.json().path("errors").path(0).path("parameter").asText(),
                () -> shortened(path) + answer);
    }

    private static String shortened(String path) {
        return URLEncoder.encode(path.substring(0, Math.min(80, path.length())), StandardCharsets.UTF_8) + " ";
    }
}
