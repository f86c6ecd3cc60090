package dev.statehouse.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.outbound.GuardedHttps;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@code InvokeModel} of Amazon Bedrock (API Reference), with what each family of models takes and gives (User Guide). */
abstract sealed class BedrockApi implements RemoteApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    final EmbeddingModel model;
    private final Aws aws;

    private BedrockApi(EmbeddingModel model, Aws aws) {
        this.model = model;
        this.aws = aws;
    }

    /** By its id, which in an inference profile has the regions before it. */
    static BedrockApi of(EmbeddingModel model, Aws aws) {
        if (model.baseUrl() != null) {
            // Requests carry the function's own token: only the operator says where they go.
            throw EmbeddingFailedException.lasting("a model of Amazon Bedrock has no base URL");
        }
        if (model.name().contains("amazon.titan-embed-text-v2")) {
            return new Titan(model, aws);
        }
        if (model.name().contains("cohere.embed-") && model.name().endsWith("-v3")) {
            return new Cohere(model, aws);
        }
        throw EmbeddingFailedException.lasting(
                "of Amazon Bedrock only Titan Text Embeddings V2 and Cohere Embed 3 are known, and not "
                        + model.name());
    }

    abstract ObjectNode body(List<String> texts, Purpose purpose);

    @Override
    public final GuardedHttps https() {
        return aws.https();
    }

    @Override
    public final Call call(List<String> texts, Purpose purpose) {
        String id = URLEncoder.encode(model.name(), StandardCharsets.UTF_8);
        return aws.signed("/model/" + id + "/invoke", OpenAiApi.bytes(body(texts, purpose)));
    }

    @Override
    public final String withoutSecrets(String message) {
        return message;
    }

    private static final class Titan extends BedrockApi {

        // One text in a request, of up to 8,192 tokens.
        private static final Limits LIMITS = new Limits(1, Integer.MAX_VALUE, Integer.MAX_VALUE, 8192, 8);

        Titan(EmbeddingModel model, Aws aws) {
            super(model, aws);
        }

        @Override
        public Limits limits() {
            return LIMITS;
        }

        @Override
        ObjectNode body(List<String> texts, Purpose purpose) {
            return JSON.createObjectNode()
                    .put("inputText", texts.getFirst())
                    .put("dimensions", model.dimensions())
                    .put("normalize", true);
        }

        @Override
        public List<float[]> read(JsonNode answer, int texts) {
            return List.of(JsonVectors.read(answer.path("embedding")));
        }
    }

    private static final class Cohere extends BedrockApi {

        // Up to 96 texts in a request, of 2,048 characters.
        private static final Limits LIMITS = new Limits(96, Integer.MAX_VALUE, 2048, Integer.MAX_VALUE, 4);

        Cohere(EmbeddingModel model, Aws aws) {
            super(model, aws);
        }

        @Override
        public Limits limits() {
            return LIMITS;
        }

        @Override
        ObjectNode body(List<String> texts, Purpose purpose) {
            ObjectNode body = JSON.createObjectNode()
                    .put("input_type", purpose == Purpose.QUERY ? "search_query" : "search_document")
                    .put("truncate", "END");
            texts.forEach(body.putArray("texts")::add);
            return body;
        }

        @Override
        public List<float[]> read(JsonNode answer, int texts) {
            JsonNode vectors = answer.path("embeddings");
            if (!vectors.isArray()) {
                throw JsonVectors.unreadable();
            }
            if (vectors.size() != texts) {
                throw JsonVectors.miscounted(vectors.size(), texts);
            }
            List<float[]> read = new ArrayList<>(texts);
            vectors.forEach(vector -> read.add(JsonVectors.read(vector)));
            return read;
        }
    }
}
