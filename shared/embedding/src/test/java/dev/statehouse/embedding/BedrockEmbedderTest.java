package dev.statehouse.embedding;

import static dev.statehouse.embedding.Failing.assertLasting;
import static dev.statehouse.embedding.Failing.assertNowhere;
import static dev.statehouse.embedding.Failing.failure;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Against a server that gives each text the vector (its length, 1). */
class BedrockEmbedderTest {

    private static final String SECRET = "of-a-test";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String TITAN = "amazon.titan-embed-text-v2:0";
    private static final String COHERE = "cohere.embed-multilingual-v3";

    private final FakeProvider provider = new FakeProvider((asked, exchange) ->
            FakeProvider.send(exchange, 200, answer(asked.body()).toString()));
    private final Aws aws = new Aws(
            provider.endpoint(),
            StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIDTEST", SECRET, "session-token")),
            Region.EU_CENTRAL_1);

    @AfterEach
    void stop() {
        aws.close();
        provider.close();
    }

    private static ObjectNode answer(JsonNode question) {
        ObjectNode answer = FakeProvider.JSON.createObjectNode();
        if (question.has("inputText")) {
            return answer.set("embedding", vector(question.path("inputText")));
        }
        ArrayNode vectors = answer.putArray("embeddings");
        question.path("texts").forEach(text -> vectors.add(vector(text)));
        return answer;
    }

    private static ArrayNode vector(JsonNode text) {
        return FakeProvider.JSON
                .createArrayNode()
                .add(text.textValue().length())
                .add(1);
    }

    private Embedder embedder(String name) {
        EmbeddingModel model = new EmbeddingModel(Provider.BEDROCK, name, 2, "", "", null, 100);
        return new RemoteEmbedder(model, BedrockApi.of(model, aws), Clock.systemUTC(), Duration.ofMillis(1));
    }

    private static float[] unit(float first) {
        float length = (float) Math.sqrt(first * first + 1);
        return new float[] {first / length, 1 / length};
    }

    private static List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            texts.add("x".repeat(i));
        }
        return texts;
    }

    private static void assertOf(List<String> texts, List<float[]> vectors) {
        assertEquals(texts.size(), vectors.size());
        for (int i = 0; i < texts.size(); i++) {
            assertArrayEquals(unit(texts.get(i).length()), vectors.get(i), 1e-6f);
        }
    }

    @Test
    void titanIsAskedForEachTextInASignedRequest() {
        List<String> texts = texts(30);
        assertOf(texts, embedder(TITAN).embed(texts, Purpose.DOCUMENT, PATIENCE));
        assertEquals(30, provider.asked.size());
        for (FakeProvider.Asked asked : provider.asked) {
            assertEquals("/model/amazon.titan-embed-text-v2%3A0/invoke", asked.path());
            assertEquals(2, asked.body().path("dimensions").asInt());
            assertTrue(asked.body().path("normalize").asBoolean());
            assertEquals("session-token", asked.headers().get("x-amz-security-token"));
            SignatureV4.assertSigned(asked, SECRET, "eu-central-1", "bedrock");
        }
    }

    @Test
    void cohereIsToldTheTextsPurpose() {
        List<String> texts = texts(200);
        assertOf(texts, embedder(COHERE).embed(texts, Purpose.DOCUMENT, PATIENCE));
        embedder("eu." + COHERE).embed(List.of("y".repeat(5000)), Purpose.QUERY, PATIENCE);
        List<Integer> sizes = provider.asked.stream()
                .map(asked -> asked.body().path("texts").size())
                .sorted()
                .toList();
        assertEquals(List.of(1, 8, 96, 96), sizes);
        FakeProvider.Asked document = provider.asked.getFirst();
        assertEquals("/model/cohere.embed-multilingual-v3/invoke", document.path());
        assertEquals("search_document", document.body().path("input_type").asText());
        FakeProvider.Asked query = provider.asked.getLast();
        assertEquals("search_query", query.body().path("input_type").asText());
        assertEquals(2048, query.body().at("/texts/0").textValue().length());
        SignatureV4.assertSigned(query, SECRET, "eu-central-1", "bedrock");
    }

    @Test
    void whatIsThrottledIsTriedAgain() {
        provider.next(429, "{\"message\": \"Too many requests, please wait\"}");
        provider.next(503, "{\"message\": \"try again\"}");
        assertOf(List.of("x"), embedder(TITAN).embed(List.of("x"), Purpose.QUERY, PATIENCE));
        assertEquals(3, provider.asked.size());
    }

    @Test
    void aRoleThatMayNotIsToldSoWithoutItsName() {
        provider.next(403, "{\"message\": \"User: arn:aws:sts::123456789012:assumed-role/x is not authorized\"}");
        EmbeddingFailedException denied = failure(embedder(COHERE), PATIENCE, "x");
        assertLasting("the embedding provider refused access (403)", denied);
        provider.next(400, "{\"message\": \"Could not resolve arn:aws:bedrock:eu-central-1:123456789012:model/x\"}");
        EmbeddingFailedException unknown = failure(embedder(COHERE), PATIENCE, "x");
        assertLasting("the embedding provider refused (400): Could not resolve (an ARN)", unknown);
        assertNowhere("123456789012", denied);
        assertNowhere("123456789012", unknown);
    }

    /** Of 100 requests, those that are under way beside the failing one are answered, and the rest is not sent. */
    @Test
    void afterAFailureNoMoreIsAsked() {
        for (int i = 0; i < 100; i++) {
            provider.next(400, "{\"message\": \"no\"}");
        }
        assertLasting(
                "the embedding provider refused (400): no",
                failure(embedder(TITAN), PATIENCE, texts(100).toArray(String[]::new)));
        assertTrue(provider.asked.size() <= 8, "requests: " + provider.asked.size());
    }

    @Test
    void anAnswerThatDoesNotFitIsRefused() {
        provider.next(200, "{\"embedding\": [1]}");
        assertLasting(
                TITAN + " answered a vector of 1 dimensions, and not of 2", failure(embedder(TITAN), PATIENCE, "x"));
        provider.next(200, "{\"embeddings\": [[1, 2], [1, 2]]}");
        assertLasting(
                "the embedding provider answered 2 vectors for 1 texts", failure(embedder(COHERE), PATIENCE, "x"));
        provider.next(200, "{\"embeddings\": [[0, 0]]}");
        assertLasting(
                COHERE + " answered a vector of zeros, which is like no other",
                failure(embedder(COHERE), PATIENCE, "x"));
        provider.next(200, "{\"embedding\": [1, \"NaN\"]}");
        assertLasting(
                TITAN + " answered a vector that is not of finite numbers", failure(embedder(TITAN), PATIENCE, "x"));
        provider.next(200, " ".repeat(1_000_000));
        assertLasting(
                "the embedding provider answered more than 66624 bytes for 1 texts",
                failure(embedder(TITAN), PATIENCE, "x"));
    }

    @Test
    void onlyTheOperatorSaysWhereARoleIsShown() {
        EmbeddingModel elsewhere =
                new EmbeddingModel(Provider.BEDROCK, TITAN, 2, "", "", URI.create("https://evil.example"), 1);
        assertLasting(
                "a model of Amazon Bedrock has no base URL",
                assertThrows(EmbeddingFailedException.class, () -> BedrockApi.of(elsewhere, aws)));
    }

    @Test
    void whatIsNotKnownIsNotAsked() {
        EmbeddingModel unknown = new EmbeddingModel(Provider.BEDROCK, "amazon.nova-pro", 2, "", "", null, 1);
        assertThrows(EmbeddingFailedException.class, () -> BedrockApi.of(unknown, aws));
    }

    @Test
    void bedrockIsCalledInTheFunctionsRegion() {
        Aws china = new Aws(
                null,
                StaticCredentialsProvider.create(AwsSessionCredentials.create("AKIDTEST", SECRET, "t")),
                Region.CN_NORTH_1);
        assertEquals(
                "https://bedrock-runtime.cn-north-1.amazonaws.com.cn/model/m/invoke",
                china.signed("/model/m/invoke", new byte[0]).url());
    }
}
