package dev.statehouse.embedding;

import static dev.statehouse.embedding.Failing.assertLasting;
import static dev.statehouse.embedding.Failing.assertNowhere;
import static dev.statehouse.embedding.Failing.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.statehouse.outbound.GuardedHttps;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server that gives each text the vector (its length, 1, 0). */
class OpenAiEmbedderTest {

    private static final String KEY = "sk-of-a-test-0123456789";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CountDownLatch over = new CountDownLatch(1);
    private final FakeProvider provider = new FakeProvider((asked, exchange) ->
            FakeProvider.send(exchange, 200, answer(asked.body()).toString()));

    @AfterEach
    void stop() {
        over.countDown();
        provider.close();
    }

    private static ObjectNode answer(JsonNode question) {
        ObjectNode answer = FakeProvider.JSON.createObjectNode().put("object", "list");
        List<ObjectNode> data = new ArrayList<>();
        for (JsonNode text : question.path("input")) {
            data.add(FakeProvider.JSON
                    .createObjectNode()
                    .put("index", data.size())
                    .put("embedding", base64(text.textValue().length(), 1, 0)));
        }
        // Nothing says that they come in the order of the texts.
        Collections.reverse(data);
        answer.putArray("data").addAll(data);
        return answer;
    }

    private static String base64(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static String floats(String numbers) {
        return "{\"data\": [{\"index\": 0, \"embedding\": [%s]}]}".formatted(numbers);
    }

    private EmbeddingModel model(String name, int mostTexts) {
        return new EmbeddingModel(Provider.OPENAI, name, 3, "query: ", "", provider.base(), mostTexts);
    }

    private Embedder embedder(EmbeddingModel model, @Nullable String key) {
        OpenAiApi api = new OpenAiApi(model, key, new OpenAiApi.Access(GuardedHttps.orPlain(null), true));
        return new RemoteEmbedder(model, api, Clock.systemUTC(), Duration.ofMillis(1));
    }

    private Embedder embedder() {
        return embedder(model("nomic-embed-text", 100), KEY);
    }

    private List<float[]> embed(String... texts) {
        return embedder().embed(List.of(texts), Purpose.DOCUMENT, PATIENCE);
    }

    private static float[] unit(float first) {
        float length = (float) Math.sqrt(first * first + 1);
        return new float[] {first / length, 1 / length, 0};
    }

    @Test
    void vectorsComeInTheOrderOfTheTextsAndOfLengthOne() {
        List<float[]> vectors = embed("a", "bbb", "");
        assertEquals(3, vectors.size());
        assertArrayEquals(unit(1), vectors.get(0), 1e-6f);
        assertArrayEquals(unit(3), vectors.get(1), 1e-6f);
        // An empty text is sent as a space, which is taken.
        assertArrayEquals(unit(1), vectors.get(2), 1e-6f);
        FakeProvider.Asked asked = provider.asked.getFirst();
        assertEquals("/v1/embeddings", asked.path());
        assertEquals("Bearer " + KEY, asked.headers().get("authorization"));
        assertEquals("nomic-embed-text", asked.body().path("model").asText());
        assertTrue(asked.body().path("dimensions").isMissingNode());
    }

    @Test
    void numbersAreReadAsWell() {
        provider.next(200, floats("3, 0, -4e0"));
        assertArrayEquals(new float[] {0.6f, 0, -0.8f}, embed("a").getFirst(), 1e-6f);
    }

    @Test
    void aQueryHasItsPrefix() {
        embedder().embed(List.of("a"), Purpose.QUERY, PATIENCE);
        assertEquals("query: a", provider.asked.getFirst().body().at("/input/0").asText());
    }

    @Test
    void onlyAModelThatCanShortenIsAskedForDimensions() {
        embedder(model("text-embedding-3-small", 1), null).embed(List.of("a"), Purpose.QUERY, PATIENCE);
        FakeProvider.Asked asked = provider.asked.getFirst();
        assertEquals(3, asked.body().path("dimensions").asInt());
        assertFalse(asked.headers().containsKey("authorization"));
    }

    @Test
    void aLongListIsSentInSeveralRequests() {
        List<String> texts = List.of("a", "bb", "ccc", "dddd", "eeeee", "ffffff", "ggggggg");
        List<float[]> vectors = embedder(model("m", 3), KEY).embed(texts, Purpose.DOCUMENT, PATIENCE);
        for (int i = 0; i < texts.size(); i++) {
            assertArrayEquals(unit(i + 1), vectors.get(i), 1e-6f);
        }
        assertEquals(List.of(3, 3, 1), sizes());
        assertEquals(List.of(), embedder().embed(List.of(), Purpose.DOCUMENT, PATIENCE));
    }

    private List<Integer> sizes() {
        return provider.asked.stream()
                .map(asked -> asked.body().path("input").size())
                .toList();
    }

    @Test
    void aRequestHoldsNoMoreTokensThanTheProviderTakes() {
        // Three bytes each, and so up to 6,000 tokens in a text; and one that is longer than any model reads.
        List<String> texts = new ArrayList<>(Collections.nCopies(99, "字".repeat(2000)));
        texts.add("x".repeat(1_000_000));
        embedder().embed(texts, Purpose.DOCUMENT, PATIENCE);
        assertEquals(List.of(50, 49, 1), sizes());
        for (FakeProvider.Asked asked : provider.asked) {
            int bytes = 0;
            for (JsonNode text : asked.body().path("input")) {
                bytes += text.textValue().getBytes(StandardCharsets.UTF_8).length;
            }
            assertTrue(bytes <= 300_000, "bytes: " + bytes);
        }
        assertEquals(
                8192, provider.asked.getLast().body().at("/input/0").textValue().length());
    }

    @Test
    void halfASurrogatePairIsSentAsTheSignOfSomethingUnknown() {
        embed("a\ud83d", "\ude00b", "😀");
        JsonNode input = provider.asked.getFirst().body().path("input");
        assertEquals("[\"a\ufffd\",\"\ufffdb\",\"😀\"]", input.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 529})
    void whatMayPassIsTriedAgain(int status) {
        provider.next(status, "busy");
        provider.next(status, "{\"error\": {\"message\": \"busy\"}}");
        provider.next(status, "");
        assertArrayEquals(unit(1), embed("a").getFirst(), 1e-6f);
        assertEquals(4, provider.asked.size());
    }

    @Test
    void aConnectionThatIsCutIsTriedAgain() {
        provider.next((asked, exchange) -> exchange.close());
        provider.next((asked, exchange) -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write("{\"data\": [".getBytes(StandardCharsets.UTF_8));
        });
        provider.next((asked, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("{\"data\": [".getBytes(StandardCharsets.UTF_8));
        });
        assertArrayEquals(unit(1), embed("a").getFirst(), 1e-6f);
        assertEquals(4, provider.asked.size());
    }

    @Test
    void aProviderIsLeftAloneForAsLongAsItAsks() {
        provider.next((asked, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "1");
            FakeProvider.send(exchange, 429, "");
        });
        embed("a");
        assertEquals(2, provider.asked.size());
        long pause = provider.asked.get(1).nanoTime() - provider.asked.get(0).nanoTime();
        assertTrue(pause >= 1_000_000_000, "ns: " + pause);
    }

    @Test
    void whoIsToWaitLongerThanHeCanIsToldSoAtOnce() {
        provider.next((asked, exchange) -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            FakeProvider.send(exchange, 429, "{\"error\": {\"message\": \"Rate limit reached\"}}");
        });
        EmbeddingFailedException failed = failure(embedder(), PATIENCE, "a");
        assertEquals("the embedding provider refused (429): Rate limit reached", failed.getMessage());
        assertTrue(failed.isTemporary());
        assertEquals(Optional.of(Duration.ofHours(1)), failed.retryAfter());
        assertEquals(1, provider.asked.size());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | {"error": {"message": "too long"}} | the embedding provider refused (400): too long
            404 | {"error": "model not found"}       | the embedding provider refused (404): model not found
            413 | <html>                             | the embedding provider refused (413)
            422 | {"message": " "}                   | the embedding provider refused (422)
            302 | moved                              | the embedding provider refused (302)
            401 | {"error": {"message": "sk-o***"}}  | the embedding provider refused access (401)
            403 | {"error": {"message": "you"}}      | the embedding provider refused access (403)
            """)
    void otherRefusalsAreFinal(int status, String body, String message) {
        provider.next(status, body);
        assertLasting(message, failure(embedder(), PATIENCE, "a"));
        assertEquals(1, provider.asked.size());
    }

    @Test
    void whoHasNothingLeftToSpendIsNotMadeToWait() {
        provider.next(429, "{\"error\": {\"message\": \"You exceeded your quota\", \"code\": \"insufficient_quota\"}}");
        assertLasting(
                "the embedding provider refused (429): You exceeded your quota", failure(embedder(), PATIENCE, "a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1, 0          | m answered a vector of 2 dimensions, and not of 3
            1, 0, 0, 0    | m answered a vector of 4 dimensions, and not of 3
            0, 0, -0.0    | m answered a vector of zeros, which is like no other
            1, 1e400, 0   | m answered a vector that is not of finite numbers
            1, "NaN", 0   | m answered a vector that is not of finite numbers
            1, null, 0    | m answered a vector that is not of finite numbers
            """)
    void aVectorThatIsNoneIsRefused(String numbers, String message) {
        provider.next(200, floats(numbers));
        assertLasting(message, failure(embedder(model("m", 1), KEY), PATIENCE, "a"));
    }

    @Test
    void aVectorWhoseBitsAreNoNumberIsRefused() {
        provider.next(200, floats("1").replace("[1]", "\"" + base64(1, Float.NaN, 0) + "\""));
        assertLasting(
                "m answered a vector that is not of finite numbers",
                failure(embedder(model("m", 1), KEY), PATIENCE, "a"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"data": []}                                                          | the embedding provider answered 0 vectors for 2 texts
            {"data": [{"embedding": [1,0,0]}]}                                    | the embedding provider answered 1 vectors for 2 texts
            {"data": [{}, {}, {}]}                                                | the embedding provider answered 3 vectors for 2 texts
            {"data": [{"index": 0, "embedding": []}, {"index": 0, "embedding": []}]} | the embedding provider numbers its vectors wrongly
            {"data": [{"index": 7, "embedding": []}, {"index": 0, "embedding": []}]} | the embedding provider numbers its vectors wrongly
            """)
    void eachTextHasItsOneVector(String body, String message) {
        provider.next(200, body);
        assertLasting(message, failure(embedder(), PATIENCE, "a", "b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "hello",
                "{\"data\": 1}",
                "{\"data\": [{\"index\": 0}]}",
                "{\"data\": [{\"embedding\": \"%\"}]}"
            })
    void anAnswerThatIsNoneIsTriedAgain(String body) {
        provider.next(200, body);
        assertArrayEquals(unit(1), embed("a").getFirst(), 1e-6f);
        assertEquals(2, provider.asked.size());
    }

    @Test
    void anAnswerIsNotReadWithoutBounds() {
        provider.next((asked, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] spaces = " ".repeat(65_536).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 1000; i++) {
                exchange.getResponseBody().write(spaces);
            }
        });
        assertLasting(
                "the embedding provider answered more than 66656 bytes for 1 texts",
                failure(embedder(), PATIENCE, "a"));
    }

    @Test
    void whoIsSlowerThanThePatienceIsGivenUp() {
        provider.next((asked, exchange) -> await());
        EmbeddingFailedException failed = failure(embedder(), Duration.ofMillis(300), "a");
        assertEquals("the embedding provider did not answer in time", failed.getMessage());
        assertTrue(failed.isTemporary());
    }

    @Test
    void whoDripsIsGivenUp() {
        provider.next((asked, exchange) -> {
            exchange.sendResponseHeaders(200, 0);
            drip(exchange);
        });
        assertTrue(failure(embedder(), Duration.ofMillis(500), "a").isTemporary());
    }

    private void await() throws IOException {
        try {
            over.await();
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    private void drip(HttpExchange exchange) throws IOException {
        try {
            while (over.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(20);
            }
        } catch (InterruptedException stopped) {
            throw new IOException(stopped);
        }
    }

    @Test
    void noPatienceIsNoRequest() {
        assertTrue(failure(embedder(), Duration.ZERO, "a").isTemporary());
        assertEquals(List.of(), provider.asked);
    }

    @Test
    void theKeyIsInNoMessage() {
        for (int status : List.of(400, 401, 403, 404)) {
            provider.next(
                    status, "{\"error\": {\"message\": \"bad %s and sk-of-a-****6789\\u0000\\n\"}}".formatted(KEY));
            EmbeddingFailedException failed = failure(embedder(), PATIENCE, "a");
            assertNowhere(KEY, failed);
            assertNowhere("6789", failed);
        }
        assertEquals(
                "the embedding provider's key has characters that no key has",
                assertThrows(EmbeddingFailedException.class, () -> embedder(model("m", 1), "canary\nX: y"))
                        .getMessage());
    }

    @Test
    void aLongMessageIsCut() {
        provider.next(400, "{\"error\": {\"message\": \"%s\"}}".formatted("😀".repeat(1000)));
        String message = failure(embedder(), PATIENCE, "a").getMessage();
        assertEquals("the embedding provider refused (400): " + "😀".repeat(200) + "…", message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.example.com/v1",
                "ftp://api.example.com",
                "https:/v1",
                "https://me:pw@api.example.com",
                "https://a.example/v1?x=1",
                "https://a.example/v1#x",
                "/v1",
                "file:///etc/passwd"
            })
    void aBaseUrlIsHttpsAndNothingElse(String url) {
        EmbeddingModel model = new EmbeddingModel(Provider.OPENAI, "m", 3, "", "", URI.create(url), 1);
        try (Embedders embedders = embedders(false)) {
            assertLasting(
                    "the base URL must be https, with a host and a path, and nothing else",
                    assertThrows(EmbeddingFailedException.class, () -> embedders.of(model, KEY)));
        }
    }

    private static Embedders embedders(boolean allowPrivateEndpoints) {
        return new Embedders(new EmbeddingSettings(null, allowPrivateEndpoints), new Aws(null), Clock.systemUTC());
    }

    @Test
    void aPrivateAddressIsCalledOnlyIfTheOperatorSaysSo() {
        EmbeddingModel plain = model("m", 1);
        try (Embedders development = embedders(true)) {
            assertArrayEquals(
                    unit(1),
                    development
                            .of(plain, null)
                            .embed(List.of("a"), Purpose.DOCUMENT, PATIENCE)
                            .getFirst(),
                    1e-6f);
        }
        URI inside = URI.create(provider.base().toString().replace("http://", "https://"));
        EmbeddingModel secure = new EmbeddingModel(Provider.OPENAI, "m", 3, "", "", inside, 1);
        try (Embedders embedders = embedders(false)) {
            assertLasting(
                    "the embedding provider's host is not on the public internet",
                    failure(embedders.of(secure, KEY), PATIENCE, "a"));
        }
        assertEquals(1, provider.asked.size());
    }
}
