package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.http.Cursor;
import dev.statehouse.testing.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No question is a failure: it is answered, or refused with what is wrong about it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadSearchTest {

    private Search search;
    private Texts texts;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
        texts.knowledge("Weather", "weather in the city", "{}", null);
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void aQuestionNeedsAWordToLookFor() {
        for (String q : List.of(
                "",
                "   ",
                "the of and",
                "-weather",
                "!!! ??? \"\"",
                "\u0000",
                "weather\u0000",
                "word ".repeat(10_000),
                "x".repeat(2_001))) {
            refused("q", "q=" + encoded(q));
        }
    }

    @Test
    void anyOtherTextIsAQuestion() {
        for (String q : List.of(
                "\"unbalanced weather",
                "weather -\"",
                "((weather",
                "weather & | ! <-> :*",
                "- - -weather city",
                "it's O'Brien's \\ \\' ''",
                "%_% weather",
                "a".repeat(2_000),
                "or weather or",
                "<b>weather</b>",
                "weather -weather",
                "'; DROP TABLE chunks; --",
                "\u202Eweather\uFFFF",
                "weather\u0001A",
                "we* we* w*",
                "e\u0301 \uD83E\uDD16 weather",
                IntStream.range(0, 300).mapToObj(i -> "w" + i).collect(Collectors.joining(" ")))) {
            search.api().get("/v1/search?q=" + encoded(q)).expect(200);
        }
    }

    @Test
    void aHalfSurrogateIsNoFailure() {
        for (String query : List.of(
                "q=weather\uD800",
                "q=%22weather\uD800%22",
                "q=weather&tag=\uD800",
                "q=weather&metadata=%7B%22a%22:%22\uDC00%22%7D")) {
            Map<String, Object> event = search.api().event("GET", "/v1/search", Map.of(), null, false);
            event.put("rawQueryString", query);
            assertTrue(search.api().send(event).status() < 500, query);
        }
    }

    @Test
    void everyScriptIsFoundByItsOwnWords() {
        for (String text : List.of(
                "погода", "καιρός", "天気予報", "날씨", "मौसम", "อากาศ", "الطقس", "מזג", "ամպ", "ამინდი", "hava durumu")) {
            texts.knowledge(text, text, "{}", null);
            assertEquals(
                    1,
                    search.api()
                            .get("/v1/search?q=" + encoded(text))
                            .expect(200)
                            .json()
                            .path("data")
                            .size(),
                    text);
        }
    }

    @Test
    void aMegabyteOfOneWordOrOfDistinctOnesIsWrittenAndFound() {
        texts.message(texts.conversation(null), 1, "tautology ".repeat(100_000));
        texts.message(
                texts.conversation(null),
                1,
                IntStream.range(0, 120_000)
                        .mapToObj(i -> "n" + Integer.toString(i, 36))
                        .collect(Collectors.joining(" ")));
        texts.message(texts.conversation(null), 1, "x".repeat(1_000_000));
        for (String q : List.of("tautology", "n" + Integer.toString(119_999, 36))) {
            assertEquals(
                    true,
                    search.api()
                                    .get("/v1/search?q=" + q)
                                    .expect(200)
                                    .json()
                                    .path("data")
                                    .size()
                            > 0,
                    q);
        }
    }

    @Test
    void otherParametersAreCheckedByName() {
        for (String wrong : List.of(
                "mode=magic",
                "type=secret",
                "versions=some",
                "parent=seven",
                "project=seven",
                "user=seven",
                "tag=a%00",
                "metadata=%5B%5D%5B",
                "from=yesterday",
                "to=2026-13-01",
                "from=-999999999-01-01T00:00:00Z",
                "limit=0",
                "limit=101",
                "cursor=nonsense",
                "cursor=" + Cursor.of("{}"),
                "cursor=" + Cursor.of("{\"query\":\"\",\"score\":1,\"id\":\"" + Ids.next() + "\",\"words\":[]}"))) {
            refused(wrong.substring(0, wrong.indexOf('=')), "q=weather&" + wrong);
        }
    }

    @Test
    void aCursorOfAnotherQuestionIsRefused() {
        texts.knowledge("Weather again", "weather", "{}", null);
        String cursor = search.api()
                .get("/v1/search?q=weather&limit=1")
                .expect(200)
                .json()
                .path("nextCursor")
                .asText();
        search.api().get("/v1/search?q=weather&limit=1&cursor=" + cursor).expect(200);
        refused("cursor", "q=city&cursor=" + cursor);
    }

    private void refused(String parameter, String query) {
        Api.Answer answer = search.api().get("/v1/search?" + query).expect(400);
        assertEquals(
                parameter,
                answer.json().path("errors").path(0).path("parameter").asText(answer.body()),
                query);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
