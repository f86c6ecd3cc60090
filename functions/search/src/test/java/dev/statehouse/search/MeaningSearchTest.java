package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What means nearly the same is found, whatever its words, by the model that needs no key. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeaningSearchTest {

    private static final String QUESTION = "q=reset+my+password";

    private Search search;
    private Texts texts;
    private Models models;
    private UUID recovery;
    private UUID weather;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
        models = new Models(search, search.workspace());
        models.local();
        recovery = texts.knowledge(
                "Credential recovery",
                "How people get back into an account that they are locked out of.",
                "{help}",
                null);
        weather = texts.knowledge("Weather", "It rains in autumn.", "{}", null);
        texts.knowledge("Tomatoes", "They want sun, and water in the morning.", "{}", null);
        models.embed();
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void theMeaningIsFoundAndNotTheWords() {
        assertEquals(List.of(), titles(ask(QUESTION)));
        JsonNode answer = ask(QUESTION + "&mode=semantic");
        assertEquals(List.of("Credential recovery"), titles(answer));
        assertEquals("exact", answer.path("plan").asText());
        assertEquals(3, answer.path("scanned").asInt());
        assertTrue(answer.path("complete").asBoolean(), answer.toString());
        JsonNode hit = answer.path("data").path(0);
        assertEquals("ready", hit.path("embeddingStatus").asText());
        assertTrue(hit.path("similarity").asDouble() > 0.5, hit.toString());
        assertEquals(hit.path("similarity"), hit.path("score"));
    }

    @Test
    void theThresholdTellsWhatIsAHit() {
        assertEquals(3, titles(ask(QUESTION + "&mode=semantic&threshold=-1")).size());
        assertEquals(List.of(), titles(ask(QUESTION + "&mode=semantic&threshold=0.99")));
    }

    @Test
    void filtersHoldForMeaningsToo() {
        assertEquals(List.of(), titles(ask(QUESTION + "&mode=semantic&type=message")));
        assertEquals(1, titles(ask(QUESTION + "&mode=semantic&tag=help")).size());
        assertEquals(List.of(), titles(ask(QUESTION + "&mode=semantic&tag=none")));
        assertEquals(List.of("Weather"), titles(ask(QUESTION + "&mode=semantic&threshold=-1&parent=" + weather)));
    }

    @Test
    void bothRanksAreFused() {
        String question = "q=tomatoes+reset+my+password&mode=hybrid";
        JsonNode answer = ask(question);
        assertEquals("text+exact", answer.path("plan").asText());
        // The first by its word, and somewhat near in meaning.
        assertEquals("Tomatoes", titles(answer).getFirst());
        assertTrue(titles(answer).contains("Credential recovery"));
        assertEquals(
                "Credential recovery",
                titles(ask(question + "&textWeight=0.001&k=1")).getFirst());
    }

    @Test
    void aRowFindsWhatIsLikeIt() {
        UUID locked = texts.knowledge("Locked out", "I can't log in any more, I forgot my password.", "{}", null);
        JsonNode tooEarly = ask("mode=similar&like=" + locked);
        assertEquals(
                "no-vector", tooEarly.path("missing").path(0).path("reason").asText());
        models.embed();
        assertEquals(
                "Credential recovery",
                titles(ask("mode=similar&like=" + locked)).getFirst());
        assertFalse(titles(ask("mode=similar&like=" + locked)).contains("Locked out"));
        gone(locked);
    }

    @Test
    void pagesOfFusedRanksNeitherSkipNorRepeat() {
        List<String> all = ids(ask("q=water+password&mode=hybrid&limit=100"));
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = ask("q=water+password&mode=hybrid&limit=1" + cursor);
            paged.addAll(ids(page));
            cursor = page.path("hasMore").asBoolean()
                    ? "&cursor=" + page.path("nextCursor").asText()
                    : "";
        } while (!cursor.isEmpty());
        assertEquals(all, paged);
    }

    @Test
    void whatWaitsForItsVectorIsToldOf() {
        UUID late = texts.knowledge("Late", "Nobody has embedded this.", "{}", null);
        JsonNode answer = ask(QUESTION + "&mode=semantic");
        assertFalse(answer.path("complete").asBoolean());
        assertEquals("pending", answer.path("missing").path(0).path("reason").asText());
        assertEquals(
                "pending",
                ask("q=embedded").path("data").path(0).path("embeddingStatus").asText());
        search.database().asOwner("UPDATE embeddings SET failure = 'too long' WHERE vector IS NULL");
        assertEquals(
                "failed",
                ask(QUESTION + "&mode=semantic")
                        .path("missing")
                        .path(0)
                        .path("reason")
                        .asText());
        assertEquals(
                "too long",
                ask("q=embedded").path("data").path(0).path("embeddingFailure").asText());
        gone(late);
    }

    @Test
    void withoutItsEmbedderAModelLeavesTheWords() {
        UUID workspace = search.rows().workspace();
        new Texts(search.database(), workspace).knowledge("Weather", "It rains.", "{}", null);
        new Models(search, workspace).given(3);
        JsonNode answer = search.api(workspace)
                .get("/v1/search?mode=semantic&q=weather")
                .expect(200)
                .json();
        assertEquals(List.of("Weather"), titles(answer));
        assertEquals("text", answer.path("plan").asText());
        assertEquals("embedder", answer.path("missing").path(0).path("reason").asText());
    }

    @Test
    void badQuestionsAreRefusedByTheirField() {
        for (List<String> bad : List.of(
                List.of("mode", "mode=psychic&q=x"),
                List.of("threshold", QUESTION + "&mode=semantic&threshold=1.5"),
                List.of("threshold", QUESTION + "&mode=fuzzy&threshold=-0.5"),
                List.of("threshold", QUESTION + "&mode=semantic&threshold=NaN"),
                List.of("threshold", QUESTION + "&threshold=0.5"),
                List.of("k", QUESTION + "&mode=hybrid&k=0"),
                List.of("k", QUESTION + "&k=60"),
                List.of("textWeight", QUESTION + "&mode=hybrid&textWeight=0"),
                List.of("meaningWeight", QUESTION + "&mode=hybrid&meaningWeight=101"),
                List.of("like", "mode=similar"),
                List.of("like", "mode=similar&like=" + UUID.randomUUID()),
                List.of("q", "mode=similar&like=" + recovery + "&q=x"),
                List.of("q", "mode=semantic"),
                List.of("q", "mode=semantic&q=" + "x".repeat(2_001)),
                List.of("model", QUESTION + "&mode=semantic&model=" + UUID.randomUUID()),
                List.of("limit", QUESTION + "&mode=semantic&limit=101"))) {
            JsonNode problem =
                    search.api().get("/v1/search?" + bad.getLast()).expect(400).json();
            assertEquals(
                    bad.getFirst(),
                    problem.path("errors").path(0).path("parameter").asText(),
                    bad.toString());
        }
        search.api(search.rows().workspace())
                .get("/v1/search?mode=semantic&q=x")
                .expect(409);
    }

    private void gone(UUID entry) {
        search.database()
                .asOwner(
                        "DELETE FROM knowledge_pieces WHERE entry_id = '%1$s'; DELETE FROM knowledge_entries WHERE id = '%1$s'"
                                .formatted(entry));
    }

    private JsonNode ask(String query) {
        return search.api().get("/v1/search?" + query).expect(200).json();
    }

    private static List<String> titles(JsonNode answer) {
        return Search.titles(answer);
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.path("data").forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }
}
