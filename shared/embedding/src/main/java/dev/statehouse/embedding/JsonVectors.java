package dev.statehouse.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;

/** Vectors as providers write them. */
final class JsonVectors {

    private JsonVectors() {}

    /** An array of numbers, or the Base64 of as many floats with their lowest byte first. */
    static float[] read(JsonNode vector) {
        if (vector.isTextual()) {
            return decode(vector.textValue());
        }
        if (!vector.isArray()) {
            throw unreadable();
        }
        float[] values = new float[vector.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode value = vector.get(i);
            // What is no number is found as such with those that are none by their bits.
            values[i] = value.isNumber() ? value.floatValue() : Float.NaN;
        }
        return values;
    }

    private static float[] decode(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException foreign) {
            throw unreadable();
        }
        float[] values = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    static EmbeddingFailedException miscounted(int vectors, int texts) {
        return EmbeddingFailedException.lasting(
                "the embedding provider answered %d vectors for %d texts".formatted(vectors, texts));
    }

    static EmbeddingFailedException unreadable() {
        return EmbeddingFailedException.passing("the embedding provider's answer holds no vectors", Duration.ZERO);
    }
}
