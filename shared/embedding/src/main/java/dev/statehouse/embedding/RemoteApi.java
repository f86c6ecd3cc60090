package dev.statehouse.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.outbound.GuardedHttps;
import java.util.List;
import java.util.Map;

/** How a provider is asked over HTTP. Thread-safe. */
interface RemoteApi {

    /**
     * A request, to be sent by POST.
     *
     * @param body JSON
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Call(String url, Map<String, String> headers, byte[] body) {}

    /**
     * What it takes.
     *
     * @param texts in a request
     * @param bytes of all of a request's texts together, in UTF-8
     * @param characters of a text
     * @param bytesOfText of a text, in UTF-8
     * @param requests beside each other
     */
    record Limits(int texts, int bytes, int characters, int bytesOfText, int requests) {}

    Limits limits();

    GuardedHttps https();

    /** Made anew for each repeat, for a signature holds for minutes. */
    Call call(List<String> texts, Purpose purpose);

    /**
     * The vectors of an answer, in the order of the texts.
     *
     * @param texts how many were sent
     * @throws EmbeddingFailedException if they are not these
     */
    List<float[]> read(JsonNode answer, int texts);

    /** Without what stands in the provider's message and is nobody's business. */
    String withoutSecrets(String message);
}
