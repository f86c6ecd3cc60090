package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many hits have which type, tag, project and day: of all that the caller may find, not of the page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FacetsTest {

    private static final int MANY = 1_005;

    private Search search;
    private UUID project;
    private UUID owner;

    @BeforeAll
    void start() {
        search = new Search();
        owner = search.rows().member(search.workspace(), "editor");
        Models models = new Models(search, search.workspace());
        models.given(3);
        Texts texts = new Texts(search.database(), search.workspace());
        project = texts.project("Zoo");
        texts.issue(project, 1, "A heron", "a heron at the pond");
        texts.issue(project, 2, "Two herons", "a heron and another heron");
        texts.knowledge("Herons", "the heron is a bird", "{bird,water}", null);
        texts.knowledge("More of herons", "a heron fishes", "{bird}", null);
        UUID talk = texts.conversation(owner);
        for (int seq = 1; seq <= 3; seq++) {
            texts.message(talk, seq, "my heron " + seq);
        }
        Texts others = new Texts(search.database(), search.rows().workspace());
        others.knowledge("heron", "heron", "{foreign}", null);
        UUID crowd = texts.conversation(null);
        search.database().asOwner("""
                INSERT INTO messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change, created_at)
                SELECT '%1$s', gen_random_uuid(), '%2$s', n, 'user', 'starling ' || n, 1, 0,
                       timestamptz '2026-03-01T23:30:00Z' + interval '1 hour' * (n %% 2)
                FROM generate_series(1, %3$s) n
                """.formatted(search.workspace(), crowd, MANY));
        search.database().asOwner("""
                UPDATE embeddings SET vector = '[1,0,0]' WHERE chunk_id IN (SELECT id FROM chunks WHERE content LIKE '%heron%')
                """);
    }

    @AfterAll
    void stop() {
        search.close();
    }

    private JsonNode ask(String path) {
        return search.api().get(path).expect(200).json();
    }

    private static Map<String, Integer> counts(JsonNode answer, String facet) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        answer.path("facets")
                .path(facet)
                .forEach(one ->
                        counts.put(one.path("value").asText(), one.path("count").asInt()));
        return counts;
    }

    @Test
    void hitsOfAllPagesAreCountedWithTheMostFrequentFirst() {
        JsonNode answer = ask("/v1/search?q=heron&limit=1&facet=type&facet=tag&facet=project&facet=day&facet=type");
        assertEquals(1, answer.path("data").size());
        assertEquals(Map.of("issue", 2, "knowledge", 2), counts(answer, "type"));
        assertEquals(List.of("bird", "water"), List.copyOf(counts(answer, "tag").keySet()));
        assertEquals(Map.of("bird", 2, "water", 1), counts(answer, "tag"));
        assertEquals(Map.of(project.toString(), 2), counts(answer, "project"));
        assertEquals(
                4,
                counts(answer, "day").values().stream().mapToInt(count -> count).sum());
        assertEquals(4, answer.at("/facets/hits").asInt());
        assertTrue(answer.at("/facets/complete").asBoolean());
        JsonNode later = ask("/v1/search?q=heron&limit=1&facet=type&cursor="
                + answer.path("nextCursor").asText());
        assertEquals(1, later.path("data").size());
        assertTrue(later.path("facets").isMissingNode() || later.path("facets").isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"q=heron&mode=text", "q=herons&mode=fuzzy"})
    void whatIsPrivateIsCountedForItsOwnerAlone(String question) {
        JsonNode own = search.actingFor(owner)
                .get("/v1/search?facet=type&facet=tag&" + question)
                .expect(200)
                .json();
        JsonNode anybodys = ask("/v1/search?facet=type&facet=tag&" + question);
        int ofOwner = question.contains("text") ? 3 : 0;
        assertEquals(ofOwner, counts(own, "type").getOrDefault("message", 0));
        assertFalse(counts(anybodys, "type").containsKey("message"));
        assertFalse(counts(anybodys, "tag").containsKey("foreign"));
        assertEquals(
                anybodys.at("/facets/hits").asInt() + ofOwner,
                own.at("/facets/hits").asInt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"mode\": \"hybrid\", \"q\": \"heron\""})
    void meaningsAreCountedToo(String more) {
        JsonNode answer = search.api()
                .post(
                        "/v1/search",
                        "{\"vector\": [1, 0, 0], \"limit\": 2, \"threshold\": 0.5, \"facet\": [\"type\"]" + more + "}")
                .expect(200)
                .json();
        assertEquals(2, answer.path("data").size());
        assertEquals(Map.of("issue", 2, "knowledge", 2), counts(answer, "type"), answer.toString());
    }

    @Test
    void ofMoreThanAThousandTheBestThousandAreCountedAndTheAnswerSaysSo() {
        JsonNode answer = ask("/v1/search?q=starling&limit=5&facet=day&facet=tag");
        assertEquals(5, answer.path("data").size());
        assertTrue(answer.path("hasMore").asBoolean());
        assertEquals(1_000, answer.at("/facets/hits").asInt());
        assertFalse(answer.at("/facets/complete").asBoolean());
        Map<String, Integer> days = counts(answer, "day");
        assertEquals(Set.of("2026-03-01", "2026-03-02"), days.keySet());
        assertEquals(1_000, days.values().stream().mapToInt(count -> count).sum());
        assertEquals(0, answer.at("/facets/tag").size());
        assertTrue(answer.at("/facets/tag").isArray());
    }

    @Test
    void nothingIsCountedUnlessItIsAskedForAndNothingFoundIsNothingCounted() {
        JsonNode plain = ask("/v1/search?q=heron");
        assertTrue(plain.path("facets").isMissingNode() || plain.path("facets").isNull());
        JsonNode nothing = ask("/v1/search?q=unheardof&facet=type");
        assertEquals(0, nothing.at("/facets/hits").asInt());
        assertTrue(nothing.at("/facets/complete").asBoolean());
        assertEquals(0, nothing.at("/facets/type").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"facet=colour", "facet=", "facet=type&facet=TYPE", "facet=type,colour"})
    void whatIsNoFacetIsRefused(String facets) {
        JsonNode problem =
                search.api().get("/v1/search?q=heron&" + facets).expect(400).json();
        assertEquals("facet", problem.at("/errors/0/parameter").asText(), problem.toString());
    }
}
