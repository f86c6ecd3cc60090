package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A linguist's agent learns from a text and a page, is told what it can't learn from, and keeps it from others. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnowledgeStoryTest {

    private static final String ENTRIES = "/v1/knowledge-entries";

    private FaultStack stack;
    private String key;
    private String strangersKey;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        stack = FaultStack.start();
        assumeTrue(stack.makeBucket(), "no S3-compatible store runs: localstack/s3/target/lib is not built");
        key = stack.workspace("linguists");
        strangersKey = stack.workspace("strangers");
    }

    @AfterAll
    void stop() throws IOException {
        stack.close();
    }

    private JsonNode post(String path, String body, int status) throws IOException, InterruptedException {
        return stack.send("POST", path, key, body).expect(status).json();
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return stack.send("GET", path, key, null).expect(200).json();
    }

    private String entry(String fields) throws IOException, InterruptedException {
        return post(ENTRIES, "{" + fields + "}", 201).path("id").asText();
    }

    /** Announces a file, sends it and has it taken. */
    private void bring(String entry, String contentType, String content) throws IOException, InterruptedException {
        JsonNode upload = post(
                ENTRIES + "/" + entry + "/uploads", """
                {"contentType": "%s", "bytes": %d, "sha256": "%s"}
                """.formatted(contentType, content.length(), sha256(content)), 201);
        Map<String, String> headers = new HashMap<>();
        upload.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        assertEquals(200, stack.put(URI.create(upload.path("uploadUrl").asText()), content, headers));
        String taken =
                "{\"uploadId\": \"%s\"}".formatted(upload.path("uploadId").asText());
        assertEquals(
                404,
                stack.send("POST", ENTRIES + "/" + entry + "/content", strangersKey, taken)
                        .status());
        post(ENTRIES + "/" + entry + "/content", taken, 202);
    }

    /** Waits until the worker is done with it. */
    private JsonNode done(String entry) throws IOException, InterruptedException {
        for (int i = 0; i < 300; i++) {
            JsonNode now = get(ENTRIES + "/" + entry);
            String state = now.path("state").asText();
            if (state.equals("ready") || state.equals("failed")) {
                return now;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the worker did not come to an end: " + get(ENTRIES + "/" + entry));
    }

    @Test
    void anAgentLearns() throws IOException, InterruptedException {
        String project = post("/v1/projects", "{\"slug\": \"welsh\", \"name\": \"Welsh\"}", 201)
                .path("id")
                .asText();

        // What is known by heart comes with the entry, and is split at its sentences.
        String rules = entry("""
                "title": "Mutations", "sourceType": "text", "language": "en", "projectId": "%s", "tags": ["grammar"],
                "content": "Some consonants change. They do so after certain words."
                """.formatted(project));
        assertEquals("ready", done(rules).path("state").asText());
        assertEquals(
                "Some consonants change. They do so after certain words.",
                get(ENTRIES + "/" + rules + "/pieces").at("/data/0/content").asText());

        // A page was fetched elsewhere and is brought as a file; what stands between its tags is learned, and no
        // script.
        String page = entry("""
                "title": "Word order", "sourceType": "url", "sourceUrl": "http://169.254.169.254/", "projectId": "%s"
                """.formatted(project));
        bring(
                page,
                "text/html",
                "<!doctype html><title>x</title><h1>Word order</h1><script>steal()</script>"
                        + "<p>The verb comes first. Then the subject.");
        assertEquals("ready", done(page).path("state").asText());
        String text = get(ENTRIES + "/" + page + "/text").path("text").asText();
        assertEquals("Word order\n\nThe verb comes first. Then the subject.", text);

        // What is no PDF is refused, says so, and takes nothing away from what was known.
        bring(page, "application/pdf", "The verb comes last.");
        JsonNode failed = done(page);
        assertEquals("failed", failed.path("state").asText());
        assertTrue(failed.path("failure").asText().contains("said to be a PDF"), failed::toString);
        assertEquals(text, get(ENTRIES + "/" + page + "/text").path("text").asText());

        // It is found by what it is, and by nobody else.
        assertEquals(2, get(ENTRIES + "?project=" + project).path("data").size());
        assertEquals(1, get(ENTRIES + "?tag=grammar&state=ready").path("data").size());
        assertEquals(
                404, stack.send("GET", ENTRIES + "/" + page, strangersKey, null).status());
        assertFalse(stack.send("GET", ENTRIES, strangersKey, null).body().contains("Word order"));

        // All of it moves to another workspace as a file.
        String file = stack.send("GET", "/v1/knowledge-entry-exports", key, null)
                .expect(200)
                .body();
        assertEquals(2, file.lines().count());
        assertTrue(file.contains("Some consonants change."), file);
    }

    private static String sha256(String content) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
