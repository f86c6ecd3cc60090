package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is written is found as soon as it is there, the best first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchTest {

    private Search search;
    private Texts texts;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void eachNounIsFoundAndTellsWhereItIs() {
        UUID project = texts.project("Website");
        UUID conversation = texts.conversation(null);
        UUID identity = texts.identity();
        texts.issue(project, 7, "Zeppelin colours", "Dark ones");
        texts.message(conversation, 1, "I flew by zeppelin.");
        UUID entry = texts.knowledge("Airships", "A zeppelin is rigid.", "{}", null);
        texts.profile(identity, "Pilot", "Flies any zeppelin.");
        texts.experience(identity, "Mechanic", "Mended a zeppelin.");
        texts.skill(identity, "Zeppelin", "Flying");
        UUID vector = texts.vector(null, conversation, null, "A zeppelin, in numbers.", "'{}', '{}'");
        UUID card = search.cards().insert(search.workspace(), "Airship", "Praise the zeppelin.");

        assertEquals(
                List.of("experience", "issue", "knowledge", "message", "profile", "prompt", "skill", "vector"),
                hits(find("zeppelin"))
                        .map(hit -> hit.path("type").asText())
                        .sorted()
                        .toList());
        assertEquals(7, source("zeppelin", "issue").path("number").asInt());
        assertEquals(
                conversation.toString(),
                source("zeppelin", "message").path("conversationId").asText());
        assertEquals(
                entry.toString(),
                source("zeppelin", "knowledge").path("entryId").asText());
        assertEquals(
                card.toString(), source("zeppelin", "prompt").path("cardId").asText());
        assertEquals(1, source("zeppelin", "prompt").path("version").asInt());
        assertEquals(
                identity.toString(),
                source("zeppelin", "skill").path("identityId").asText());
        assertEquals(
                vector.toString(), source("zeppelin", "vector").path("vectorId").asText());
    }

    @Test
    void rareWordsShortTextsAndTitlesCountMore() {
        for (int i = 0; i < 20; i++) {
            texts.knowledge("Common " + i, "A kettle boils water in the kitchen.", "{}", null);
        }
        texts.knowledge(
                "Long",
                "The samovar stands in a kitchen among very many other things, all of which are told of here at"
                        + " length: spoons, forks, knives, plates, bowls, cups, pots, pans and whatever a cook may want.",
                "{}",
                null);
        texts.knowledge("Short", "A samovar.", "{}", null);
        texts.knowledge("Samovar", "It boils.", "{}", null);
        assertEquals(
                List.of("Samovar", "Short", "Long"), titles("kettle samovar").subList(0, 3));
    }

    @Test
    void phrasesAndExclusionsBindAndOtherWordsDoNot() {
        texts.knowledge("Both", "the red fox jumps over the lazy hound", "{}", null);
        texts.knowledge("Apart", "a fox that is red, and a hound", "{}", null);
        texts.knowledge("Other", "a hound alone", "{}", null);
        assertEquals(List.of("Both"), titles("\"red fox\" hound unheardof"));
        assertEquals(List.of("Other"), titles("hound -fox"));
        assertEquals(
                List.of("Apart", "Other"),
                titles("hound -\"red fox\"").stream().sorted().toList());
        assertEquals(List.of(), titles("\"fox red hound\""));
    }

    @Test
    void aBeginningStandsForAllWordsThatBeginSo() {
        texts.knowledge("One", "photosynthesis in leaves", "{}", null);
        texts.knowledge("Two", "a photograph of leaves", "{}", null);
        assertEquals(List.of("One", "Two"), titles("photo*").stream().sorted().toList());
        assertEquals(List.of(), titles("photo"));
    }

    @Test
    void aTextIsReadByItsLanguage() {
        texts.knowledge("Haus", "Viele Häuser stehen an den Straßen.", "{}", "de-AT");
        assertEquals(List.of("Haus"), titles("Haus Straße"));
    }

    @Test
    void aHitShowsWhereItsWordsAre() {
        texts.knowledge("Quagga <1>", "Once there was a quagga & it is no more.", "{zoo,africa}", null);
        JsonNode hit = find("quagga").path("data").path(0);
        assertEquals(
                "<mark>Quagga</mark> &lt;1&gt;",
                hit.path("highlights").path("title").asText());
        assertEquals(
                "Once there was a <mark>quagga</mark> &amp; it is no more.",
                hit.path("highlights").path("content").asText());
        assertEquals("[\"zoo\",\"africa\"]", hit.path("tags").toString());
    }

    @Test
    void filtersChooseAmongHits() {
        UUID conversation = texts.conversation(null);
        texts.message(conversation, 1, "an ocelot", "{\"team\": \"care\"}");
        texts.message(conversation, 2, "another ocelot");
        texts.knowledge("Cats", "ocelot", "{cat}", null);
        assertEquals(3, hits(find("ocelot")).count());
        assertEquals(2, hits(find("ocelot", "&type=message")).count());
        assertEquals(3, hits(find("ocelot", "&type=message&type=knowledge")).count());
        assertEquals(2, hits(find("ocelot", "&parent=" + conversation)).count());
        assertEquals(1, hits(find("ocelot", "&tag=cat")).count());
        assertEquals(
                1,
                hits(find("ocelot", "&metadata=" + encoded("{\"team\": \"care\"}")))
                        .count());
        assertEquals(0, hits(find("ocelot", "&to=2020-01-01T00:00:00Z")).count());
        assertEquals(3, hits(find("ocelot", "&from=2020-01-01T00:00:00Z")).count());
    }

    @Test
    void aLongTextIsFoundByEachOfItsPieces() {
        UUID conversation = texts.conversation(null);
        texts.message(
                conversation,
                1,
                "filler words without end ".repeat(2_000) + "a hidden wombat" + " and more".repeat(3_000));
        JsonNode hit = find("wombat").path("data").path(0);
        assertTrue(hit.path("content").asText().length() <= 2_000);
        assertTrue(hit.path("highlights").path("content").asText().contains("<mark>wombat</mark>"));
    }

    private JsonNode source(String question, String type) {
        return find(question, "&type=" + type).path("data").path(0).path("source");
    }

    private List<String> titles(String question) {
        return Search.titles(find(question));
    }

    private static java.util.stream.Stream<JsonNode> hits(JsonNode answer) {
        return StreamSupport.stream(answer.path("data").spliterator(), false);
    }

    private JsonNode find(String question) {
        return find(question, "");
    }

    private JsonNode find(String question, String more) {
        return search.api()
                .get("/v1/search?q=" + encoded(question) + more)
                .expect(200)
                .json();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
