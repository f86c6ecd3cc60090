package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is just within each limit is taken, and kept whole; {@link BadInputTest} has what is just beyond. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsTest {

    private static final String CARDS = "/v1/prompt-cards";

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void theLongestFieldsOfACardAreKept() {
        String tags = IntStream.range(0, 50)
                .mapToObj(i -> "\"" + "%02d".formatted(i) + "x".repeat(98) + "\"")
                .collect(Collectors.joining(","));
        JsonNode card =
                card("""
                {"title": "%s", "slug": "%s", "description": "%s", "tags": [%s], "metadata": {"a": "%s"}}
                """.formatted("t".repeat(500), "s".repeat(100), "d".repeat(10_000), tags, "m".repeat(99_992)));

        assertEquals(500, card.path("title").asText().length());
        assertEquals(100, card.path("slug").asText().length());
        assertEquals(10_000, card.path("description").asText().length());
        assertEquals(50, card.path("tags").size());
        assertEquals(99_992, card.path("metadata").path("a").asText().length());
    }

    @Test
    void theLongestTextsOfAVersionAreKept() {
        // Distinct words, for each takes its own room in the search index.
        StringBuilder words = new StringBuilder();
        for (int i = 0; words.length() < 999_990; i++) {
            words.append(Integer.toString(i, 36)).append(' ');
        }
        String template = (words + "..........").substring(0, 1_000_000);
        String variables = IntStream.range(0, 100)
                .mapToObj(i -> "{\"name\": \"v%d\", \"type\": \"string\", \"default\": \"x\"}".formatted(i))
                .collect(Collectors.joining(","));
        JsonNode card = card("{\"title\": \"Long\"}");
        JsonNode version = api.post(CARDS + "/" + card.path("id").asText() + "/versions", """
                        {"template": "%s", "systemPrompt": "%s", "changeNotes": "%s", "variables": [%s]}
                        """.formatted(
                                template, "s".repeat(1_000_000), "n".repeat(10_000), variables))
                .expect(201)
                .json();

        assertEquals(template, version.path("template").asText());
        assertEquals(1_000_000, version.path("systemPrompt").asText().length());
        assertEquals(100, version.path("variables").size());
    }

    @Test
    void numbersKeepAllTheirDigits() {
        String numbers = "[0.1, 1.10, 12345678901234567890123456789.123456789, 1e400, -1e-400, 9007199254740993]";
        JsonNode card = card("{\"title\": \"Numbers\", \"metadata\": {\"n\": %s}}".formatted(numbers));
        String kept =
                api.get(CARDS + "/" + card.path("id").asText()).expect(200).body();
        String wanted = "[0.1, 1.10, 12345678901234567890123456789.123456789, 1" + "0".repeat(400) + ", -0."
                + "0".repeat(399) + "1, 9007199254740993]";

        assertEquals(
                wanted, kept.substring(kept.indexOf("{\"n\": ") + 6, kept.indexOf("]}", kept.indexOf("{\"n\": ")) + 1));
    }

    @Test
    void metadataMayBeNestedDeeply() {
        String deep = "[".repeat(900) + "]".repeat(900);
        String sent = "{\"title\": \"Deep\", \"metadata\": {\"a\": %s}}".formatted(deep);

        assertEquals(deep, card(sent).path("metadata").path("a").toString());
    }

    @Test
    void aBodyWithoutAContentTypeIsReadAsJson() {
        api.send("POST", CARDS, Map.of(), "{\"title\": \"No content type\"}").expect(201);
    }

    @Test
    void anAcceptThatIsNoneIsIgnored() {
        api.send("GET", CARDS, Map.of("accept", "nonsense"), null).expect(200);
    }

    private JsonNode card(String body) {
        String id = api.post(CARDS, body).expect(201).json().path("id").asText();
        return api.get(CARDS + "/" + id).expect(200).json();
    }
}
