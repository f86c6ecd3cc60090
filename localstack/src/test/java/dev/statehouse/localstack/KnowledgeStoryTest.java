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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A linguist's agent learns from a text and a page, is told what it can't learn from, and keeps it from others. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnowledgeStoryTest {

    private static final String ENTRIES = "/v1/knowledge-entries";

    private FaultStack stack;
    private Client linguist;
    private Client stranger;

    @BeforeAll
    void begin(FaultStack shared) throws IOException, InterruptedException {
        stack = shared;
        assumeTrue(stack.makeBucket(), "no S3-compatible store runs: localstack/s3/target/lib is not built");
        linguist = Client.ofWorkspace(stack, "linguists");
        stranger = Client.ofWorkspace(stack, "phoneticians");
    }

    private String entry(String fields) {
        return linguist.made(ENTRIES, "{" + fields + "}");
    }

    /** Announces a file, sends it and has it taken. */
    private void bring(String entry, String contentType, String content) throws IOException, InterruptedException {
        JsonNode upload = linguist.post(ENTRIES + "/" + entry + "/uploads", """
                        {"contentType": "%s", "bytes": %d, "sha256": "%s"}
                        """.formatted(
                                contentType, content.length(), sha256(content)))
                .expect(201)
                .json();
        Map<String, String> headers = new HashMap<>();
        upload.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        assertEquals(200, stack.put(URI.create(upload.path("uploadUrl").asText()), content, headers));
        String taken =
                "{\"uploadId\": \"%s\"}".formatted(upload.path("uploadId").asText());
        stranger.post(ENTRIES + "/" + entry + "/content", taken).expect(404);
        linguist.post(ENTRIES + "/" + entry + "/content", taken).expect(202);
    }

    /** Waits until the worker is done with it. */
    private JsonNode done(String entry) throws InterruptedException {
        for (int i = 0; i < 300; i++) {
            JsonNode now = linguist.read(ENTRIES + "/" + entry);
            String state = now.path("state").asText();
            if (state.equals("ready") || state.equals("failed")) {
                return now;
            }
            Thread.sleep(200);
        }
        throw new AssertionError("the worker did not come to an end: " + linguist.read(ENTRIES + "/" + entry));
    }

    @Test
    void anAgentLearns() throws IOException, InterruptedException {
        String project = linguist.made("/v1/projects", "{\"slug\": \"welsh\", \"name\": \"Welsh\"}");

        // What is known by heart comes with the entry, and is split at its sentences.
        String rules = entry("""
                "title": "Mutations", "sourceType": "text", "language": "en", "projectId": "%s", "tags": ["grammar"],
                "content": "Some consonants change. They do so after certain words."
                """.formatted(project));
        assertEquals("ready", done(rules).path("state").asText());
        assertEquals(
                "Some consonants change. They do so after certain words.",
                linguist.read(ENTRIES + "/" + rules + "/pieces")
                        .at("/data/0/content")
                        .asText());

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
        String text = linguist.read(ENTRIES + "/" + page + "/text").path("text").asText();
        assertEquals("Word order\n\nThe verb comes first. Then the subject.", text);

        // What is no PDF is refused, says so, and takes nothing away from what was known.
        bring(page, "application/pdf", "The verb comes last.");
        JsonNode failed = done(page);
        assertEquals("failed", failed.path("state").asText());
        assertTrue(failed.path("failure").asText().contains("said to be a PDF"), failed::toString);
        assertEquals(
                text, linguist.read(ENTRIES + "/" + page + "/text").path("text").asText());

        // It is found by what it is, and by nobody else.
        assertEquals(
                2, linguist.read(ENTRIES + "?project=" + project).path("data").size());
        assertEquals(
                1,
                linguist.read(ENTRIES + "?tag=grammar&state=ready").path("data").size());
        stranger.get(ENTRIES + "/" + page).expect(404);
        assertFalse(stranger.get(ENTRIES).expect(200).body().contains("Word order"));

        // All of it moves to another workspace as a file.
        String file = linguist.get("/v1/knowledge-entry-exports").expect(200).body();
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
