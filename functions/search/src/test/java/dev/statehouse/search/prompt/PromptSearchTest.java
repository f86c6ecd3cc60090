package dev.statehouse.search.prompt;

import static dev.statehouse.search.Search.titles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.search.Search;
import dev.statehouse.testing.Events;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptSearchTest {

    private Search search;

    @BeforeAll
    void start() {
        search = new Search();
        card("Sourdough Baker", "Explain how to feed a starter of rye flour and bake a loaf.");
        card("Rye Whisky Guide", "Recommend whisky by region.");
        card("Loaf of the Day", "Recommend bread: rye, wheat or spelt.");
        card("Ticket Triage", "Sort support tickets by urgency.");
        card("Escaping <b>HTML</b> & \"quotes\"", "Turn <script>alert('jam')</script> into harmless marmalade.");
    }

    private UUID card(String title, String template) {
        return search.cards().insert(search.workspace(), title, template);
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void theTitleWeighsMoreThanTheTemplate() {
        JsonNode found = search.find("rye");
        assertEquals("Rye Whisky Guide", titles(found).getFirst());
        assertEquals(3, titles(found).size());
        assertEquals("all-words", found.path("data").path(0).path("match").asText());
        assertEquals("exact", found.path("plan").asText());
        assertEquals(3, found.path("scanned").asInt());
        assertTrue(found.path("complete").asBoolean());
    }

    @Test
    void phrasesAlternativesAndExclusionsAreUnderstood() {
        assertEquals(List.of("Sourdough Baker"), titles(search.find("\"rye flour\"")));
        assertEquals(2, titles(search.find("whisky or tickets")).size());
        assertEquals(List.of("Loaf of the Day"), titles(search.find("rye -whisky -\"rye flour\"")));
    }

    @Test
    void someOfTheWordsAreEnoughWhenNoCardHasAll() {
        JsonNode found = search.find("What could sort urgent tickets from astronauts?");
        assertEquals("Ticket Triage", titles(found).getFirst());
        assertEquals("any-word", found.path("data").path(0).path("match").asText());
    }

    @Test
    void exclusionsBindEvenWhenWordsMayBeMissing() {
        assertTrue(titles(search.find("astronauts rye")).contains("Rye Whisky Guide"));
        List<String> found = titles(search.find("astronauts rye -whisky"));
        assertFalse(found.contains("Rye Whisky Guide"));
        assertEquals(2, found.size());
        assertFalse(titles(search.find("astronauts rye -\"rye flour\"")).contains("Sourdough Baker"));
        assertFalse(titles(search.find("wisky -recommend")).contains("Rye Whisky Guide"));
    }

    @Test
    void mistypedWordsFindTheTitlesThatResembleThem() {
        JsonNode found = search.find("sourdoug bakr");
        assertEquals("Sourdough Baker", titles(found).getFirst());
        assertEquals("fuzzy", found.path("data").path(0).path("match").asText());
        assertEquals("Ticket Triage", titles(search.find("tickets triaje")).getFirst());
    }

    @Test
    void hitsAreMarkedInEscapedText() {
        JsonNode highlights = search.find("html marmalade").path("data").path(0).path("highlights");
        String title = highlights.path("title").asText();
        assertTrue(title.contains("<mark>HTML</mark>"), title);
        assertTrue(title.contains("&amp; &quot;quotes&quot;"), title);
        String template = highlights.path("template").asText();
        assertTrue(template.contains("<mark>marmalade</mark>"), template);
        assertTrue(template.contains("&lt;script&gt;") && title.contains("&lt;b&gt;"), title + template);
        assertFalse(template.contains("<script>") || title.contains("<b>"), title + template);
        assertTrue(highlights.path("description").isMissingNode());
    }

    @Test
    void aHitFarIntoALongTemplateIsShownInAShortPiece() {
        card("Long Read", "lorem ipsum ".repeat(5_000) + "then the zeppelin lands " + "dolor sit ".repeat(5_000));
        String piece = search.find("zeppelins")
                .path("data")
                .path(0)
                .path("highlights")
                .path("template")
                .asText();
        assertTrue(piece.contains("<mark>zeppelin</mark>"), piece);
        assertTrue(piece.length() < 600, piece);
    }

    @Test
    void filtersNarrowAsInLists() {
        UUID tagged = card("Tagged Rutabaga", "Rutabaga stew.");
        card("Plain Rutabaga", "Rutabaga soup.");
        search.database().asOwner("""
                        UPDATE prompt_cards SET tags = '{soup,winter}', metadata = '{"team": "kitchen"}',
                                                variables = '[{"name": "n", "type": "number"}]'
                        WHERE id = '%s'
                        """.formatted(tagged));
        for (String filter : List.of(
                "&tag=soup&tag=winter",
                "&metadata=%7B%22team%22%3A%22kitchen%22%7D",
                "&variables=%5B%7B%22type%22%3A%22number%22%7D%5D")) {
            for (String question : List.of("rutabaga", "rutabaga astronauts", "rutabagga")) {
                JsonNode found = search.api()
                        .get(Search.path(question) + filter)
                        .expect(200)
                        .json();
                assertEquals(List.of("Tagged Rutabaga"), titles(found), question + filter);
            }
        }
        assertEquals(
                List.of(),
                titles(search.api()
                        .get(Search.path("rutabaga") + "&project=" + UUID.randomUUID())
                        .expect(200)
                        .json()));
    }

    @Test
    void wordsInsideTagsAreFound() {
        assertEquals(1, titles(search.find("alert jam")).size(), "between <script> and </script>");
        card("Tagged Prompt", "<persona>gardener</persona> <output_format>haiku</output_format>");
        assertEquals(List.of("Tagged Prompt"), titles(search.find("persona gardener haiku")));
    }

    @Test
    void theEventOfTheFolderIsAnswered() {
        assertEquals(
                List.of(),
                titles(search.api().send(Events.read("search")).expect(200).json()));
    }

    @Test
    void nothingFoundIsAnEmptyPage() {
        JsonNode found = search.find("qqzzxxw");
        assertEquals(List.of(), titles(found));
        assertTrue(found.path("nextCursor").isNull());
        assertFalse(found.path("hasMore").asBoolean());
    }
}
