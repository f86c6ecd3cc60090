package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** ETags of answers that no single row's revision stands for: the hash of the bytes that are sent. */
@Singleton
public final class ContentTag {

    private static final int BYTES = 18;

    private final ObjectMapper json;

    ContentTag(ObjectMapper json) {
        this.json = json;
    }

    /** The answer with its tag, or 304 without it if the caller has it already. */
    public MutableHttpResponse<?> respond(Object answer, @Nullable String ifNoneMatch) {
        return respond(answer, "", ifNoneMatch);
    }

    /** The same of a row that is shown with others; the tag begins with its revision, for {@code If-Match}. */
    public MutableHttpResponse<?> respond(Object answer, int revision, @Nullable String ifNoneMatch) {
        return respond(answer, revision + "-", ifNoneMatch);
    }

    private MutableHttpResponse<?> respond(Object answer, String beginning, @Nullable String ifNoneMatch) {
        byte[] body = write(answer);
        String tag = tag(beginning, body);
        return Etag.matches(ifNoneMatch, tag)
                ? HttpResponse.notModified().header(HttpHeaders.ETAG, tag)
                : HttpResponse.ok(body)
                        .contentType(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.ETAG, tag);
    }

    private byte[] write(Object answer) {
        try {
            return json.writeValueAsBytes(answer);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private static String tag(String beginning, byte[] body) {
        byte[] digest = java.util.Arrays.copyOf(Sha256.of(body), BYTES);
        return '"' + beginning + Base64.getUrlEncoder().encodeToString(digest) + '"';
    }
}
