package dev.statehouse.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.statehouse.outbound.GuardedHttps;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code POST {base}/embeddings}, as OpenAI's API Reference describes it ("Create embeddings"). */
final class OpenAiApi implements RemoteApi {

    /**
     * The way there.
     *
     * @param plain whether a base URL may be plain http
     */
    record Access(GuardedHttps https, boolean plain) {}

    private static final URI OPENAI = URI.create("https://api.openai.com/v1");
    // It takes 2,048 texts with 300,000 tokens together and 8,192 each. A token is at least a byte, so nobody need
    // count them.
    private static final Limits LIMITS = new Limits(2048, 300_000, Integer.MAX_VALUE, 8192, 1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final EmbeddingModel model;
    private final @Nullable String key;
    private final GuardedHttps https;
    private final String url;

    OpenAiApi(EmbeddingModel model, @Nullable String key, Access access) {
        this.model = model;
        this.key = checked(key);
        this.https = access.https();
        this.url = url(Objects.requireNonNullElse(model.baseUrl(), OPENAI), access.plain());
    }

    // What can't stand in a header would be quoted by the error that says so.
    private static @Nullable String checked(@Nullable String key) {
        if (key != null && !key.matches("[!-~]{1,4096}")) {
            throw EmbeddingFailedException.lasting("the embedding provider's key has characters that no key has");
        }
        return key;
    }

    private static String url(URI base, boolean plain) {
        boolean spoken =
                "https".equalsIgnoreCase(base.getScheme()) || (plain && "http".equalsIgnoreCase(base.getScheme()));
        if (!spoken
                || base.getHost() == null
                || base.getRawUserInfo() != null
                || base.getRawQuery() != null
                || base.getRawFragment() != null) {
            throw EmbeddingFailedException.lasting(
                    "the base URL must be https, with a host and a path, and nothing else");
        }
        return base.toString().replaceAll("/+$", "") + "/embeddings";
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public GuardedHttps https() {
        return https;
    }

    @Override
    public Call call(List<String> texts, Purpose purpose) {
        ObjectNode body = JSON.createObjectNode().put("model", model.name()).put("encoding_format", "base64");
        texts.forEach(body.putArray("input")::add);
        // Which others refuse.
        if (model.name().startsWith("text-embedding-3")) {
            body.put("dimensions", model.dimensions());
        }
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        headers.put("User-Agent", "Statehouse");
        if (key != null) {
            headers.put("Authorization", "Bearer " + key);
        }
        return new Call(url, headers, bytes(body));
    }

    static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    // In whatever order they come: each says which text it is of.
    @Override
    public List<float[]> read(JsonNode answer, int texts) {
        JsonNode data = answer.path("data");
        if (!data.isArray()) {
            throw JsonVectors.unreadable();
        }
        if (data.size() != texts) {
            throw JsonVectors.miscounted(data.size(), texts);
        }
        float[][] vectors = new float[texts][];
        for (int i = 0; i < texts; i++) {
            int index = data.get(i).path("index").asInt(i);
            if (index < 0 || index >= texts || vectors[index] != null) {
                throw EmbeddingFailedException.lasting("the embedding provider numbers its vectors wrongly");
            }
            vectors[index] = JsonVectors.read(data.get(i).path("embedding"));
        }
        return Arrays.asList(vectors);
    }

    @Override
    public String withoutSecrets(String message) {
        return key == null ? message : message.replace(key, "(the key)");
    }
}
