package dev.statehouse.embedding;

import static dev.statehouse.embedding.Failing.assertLasting;
import static dev.statehouse.embedding.Failing.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class LocalEmbedderTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LocalEmbedder LOCAL = new LocalEmbedder();

    private final Embedder embedder = LOCAL.of(EmbeddingModel.BGE_SMALL_EN);

    @AfterAll
    static void close() {
        LOCAL.close();
    }

    private List<float[]> documents(List<String> texts) {
        return embedder.embed(texts, Purpose.DOCUMENT, PATIENCE);
    }

    private float[] document(String text) {
        return documents(List.of(text)).getFirst();
    }

    private float[] query(String text) {
        return embedder.embed(List.of(text), Purpose.QUERY, PATIENCE).getFirst();
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }

    private static void assertUnit(float[] vector) {
        assertEquals(384, vector.length);
        assertEquals(1, dot(vector, vector), 1e-5);
    }

    @Test
    void whatIsMeantIsFoundInOtherWords() {
        float[] query = query("reset my password");
        double wanted = dot(query, document("credential recovery"));
        for (String other : List.of(
                "the quarterly sales report",
                "how to bake sourdough bread",
                "a train from Lisbon to Porto",
                "rules of the card game bridge",
                "my wireless keyboard is out of battery")) {
            double unwanted = dot(query, document(other));
            assertTrue(wanted > unwanted, "%s: %f, not below %f".formatted(other, unwanted, wanted));
        }
    }

    @Test
    void onlyAQueryHasThePrefixOfTheModelsCard() {
        float[] query = query("pastry");
        assertArrayEquals(
                query, document("Represent this sentence for searching relevant passages: pastry"), "prefixed");
        assertTrue(dot(query, document("pastry")) < 0.999);
    }

    @Test
    void anyTextHasAVector() {
        List<String> texts = List.of(
                "",
                " \t\n",
                "\ud800",
                "a\udc00b\ud83d",
                "\u0000\u0007\ufffd\ufeff",
                "x".repeat(1_000_000),
                "\u0301".repeat(5000),
                "[CLS] [SEP] [MASK] ##ing",
                "👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301\u0302\u0303");
        documents(texts).forEach(LocalEmbedderTest::assertUnit);
    }

    /** Each script's letters, as far as Java knows them, a text for each. */
    @Test
    void everyScriptOfUnicodeHasAVector() {
        List<String> texts = new ArrayList<>();
        for (Character.UnicodeScript script : Character.UnicodeScript.values()) {
            StringBuilder letters = new StringBuilder();
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                    .filter(letter -> Character.isDefined(letter) && Character.UnicodeScript.of(letter) == script)
                    .limit(20)
                    .forEach(letter -> letters.appendCodePoint(letter).append(letter % 7 == 0 ? " " : ""));
            texts.add(letters.toString());
        }
        List<float[]> vectors = documents(texts);
        assertEquals(texts.size(), vectors.size());
        vectors.forEach(LocalEmbedderTest::assertUnit);
    }

    @Test
    void oneMegabyteOfOneWordIsReadAsFarAsAModelReads() {
        assertUnit(document("state ".repeat(170_000)));
    }

    /** Somebody waits for it, and it is about one thing. */
    @Test
    void ofAQueryOnlyAWindowCounts() {
        String question = "How is a password reset? ".repeat(100);
        assertArrayEquals(
                query(question + "And when does the night train leave?"),
                query(question + "Thank you."),
                "the beginning");
    }

    @Test
    void ofATextBeyondAWindowAllWindowsCount() {
        String bread = "Sourdough bread wants flour, water, salt and a day of time. ".repeat(34);
        String trains = "The night train to Porto leaves from platform nine at ten. ".repeat(34);
        float[] both = document(bread + trains);
        double apart = dot(document(bread), document(trains));
        assertTrue(dot(both, document(bread)) > apart + 0.1);
        assertTrue(dot(both, document(trains)) > apart + 0.1);
    }

    @Test
    void aHundredTextsAtOnceHaveTheVectorsOfEachAlone() {
        List<String> texts = texts();
        List<float[]> together = documents(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertArrayEquals(document(texts.get(i)), together.get(i), texts.get(i));
        }
        assertEquals(List.of(), documents(List.of()));
    }

    private static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(("Note " + i + " about things. ").repeat(1 + i % 5));
        }
        return texts;
    }

    @Test
    void eightThreadsGetTheSameVectors() throws Exception {
        List<String> texts = texts().subList(0, 16);
        List<float[]> expected = documents(texts);
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            Callable<List<float[]>> all = () -> documents(texts);
            for (Future<List<float[]>> vectors : threads.invokeAll(Collections.nCopies(8, all))) {
                for (int i = 0; i < texts.size(); i++) {
                    assertArrayEquals(expected.get(i), vectors.get().get(i), texts.get(i));
                }
            }
        }
    }

    @Test
    void whatTakesLongerThanThePatienceIsGivenUp() {
        LOCAL.warm();
        String[] texts = Collections.nCopies(200, "state ".repeat(5000)).toArray(String[]::new);
        assertTrue(failure(embedder, Duration.ofMillis(50), texts).isTemporary());
    }

    @Test
    void aModelThatIsNotHereIsNotFaked() {
        EmbeddingModel other = new EmbeddingModel(Provider.LOCAL, "bge-large", 1024, "", "", null, 1);
        assertLasting(
                "there is no local model bge-large",
                assertThrows(EmbeddingFailedException.class, () -> LOCAL.of(other)));
        EmbeddingModel wrong = new EmbeddingModel(
                Provider.LOCAL, "bge-small-en-v1.5", 512, "", "", URI.create("https://a.example"), 1);
        assertLasting(
                "bge-small-en-v1.5 answered a vector of 384 dimensions, and not of 512",
                failure(LOCAL.of(wrong), PATIENCE, "a"));
    }
}
