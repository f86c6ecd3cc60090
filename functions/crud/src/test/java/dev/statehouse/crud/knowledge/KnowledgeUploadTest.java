package dev.statehouse.crud.knowledge;

import static dev.statehouse.crud.knowledge.Shelf.ENTRIES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Files that are sent past the API, and what it takes for one to become an entry's content. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnowledgeUploadTest {

    private static final int MOST = 10 * 1024 * 1024;
    private static final String PLAIN = "text/plain";

    private Crud crud;
    private Api api;
    private Shelf shelf;

    @BeforeAll
    void start() {
        crud = new Crud();
        assumeTrue(crud.bucket().isPresent(), "no S3-compatible store runs: localstack/s3/target/lib is not built");
        api = crud.api();
        shelf = new Shelf(crud, api);
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static byte[] file(int bytes) {
        byte[] file = new byte[bytes];
        Arrays.fill(file, (byte) 'x');
        return file;
    }

    @Test
    void tenMegabytesAreTakenAndOneByteMoreIsNot() {
        String entry = shelf.entry("Large");
        JsonNode upload = shelf.upload(entry, file(MOST), PLAIN);
        assertEquals(200, Shelf.put(upload, file(MOST)));
        JsonNode taken =
                shelf.take(entry, upload.path("uploadId").asText()).expect(202).json();
        assertEquals("waiting", taken.path("state").asText());
        assertEquals(1, taken.path("contentVersion").asInt());
        assertEquals(1, crud.count("""
                SELECT count(*) FROM jobs WHERE kind = 'knowledge-extraction' AND payload ->> 'entryId' = '%s'
                AND payload ->> 'version' = '1'""".formatted(entry)));
        api.post(ENTRIES + "/" + entry + "/uploads", """
                        {"contentType": "text/plain", "bytes": %d, "sha256": "%s"}
                        """.formatted(MOST + 1, "0".repeat(64)))
                .expect(422);
    }

    @Test
    void sizeTypeAndHashAreSignedIntoTheLink() {
        JsonNode upload = shelf.upload(shelf.entry("Signed"), file(7), PLAIN);
        String url = upload.path("uploadUrl").asText();
        assertTrue(
                url.contains("X-Amz-SignedHeaders=content-length%3Bcontent-type%3Bhost%3Bx-amz-checksum-sha256"), url);
        assertTrue(url.contains("X-Amz-Expires=900"), url);
        assertTrue(
                url.contains("/knowledge/" + crud.workspace() + "/"
                        + upload.path("uploadId").asText()),
                url);
        assertEquals(PLAIN, upload.at("/headers/content-type").asText());
        assertNotEquals("", upload.at("/headers/x-amz-checksum-sha256").asText());
    }

    @Test
    void whatWasNotSentOrIsOfAnotherSizeIsNotTaken() {
        String entry = shelf.entry("Waiting");
        JsonNode upload = shelf.upload(entry, file(7), PLAIN);
        String before = crud.state();
        Api.Answer absent = shelf.take(entry, upload.path("uploadId").asText()).expect(409);
        assertTrue(absent.body().contains("has not been sent"), absent.body());
        // Past the link, which takes no other size: as a store would that does not hold to it.
        crud.database()
                .asOwner("UPDATE knowledge_uploads SET bytes = 8 WHERE id = '%s'"
                        .formatted(upload.path("uploadId").asText()));
        assertEquals(200, Shelf.put(upload, file(7)));
        Api.Answer other = shelf.take(entry, upload.path("uploadId").asText()).expect(409);
        assertTrue(other.body().contains("7 bytes"), other.body());
        assertEquals(before, crud.state());
    }

    @Test
    void anUploadBelongsToItsEntryAndItsWorkspace() {
        String entry = shelf.entry("Mine");
        JsonNode upload = shelf.upload(entry, file(7), PLAIN);
        Shelf.put(upload, file(7));
        String id = upload.path("uploadId").asText();
        shelf.take(shelf.entry("Another"), id).expect(404);
        Shelf strange = new Shelf(crud, crud.stranger());
        strange.take(entry, id).expect(404);
        strange.take(strange.entry("Theirs"), id).expect(404);
        shelf.take(entry, id).expect(202);
    }

    @Test
    void aRepeatWithTheSameKeyTakesNothingAgain() {
        String entry = shelf.entry("Once");
        JsonNode upload = shelf.upload(entry, file(7), PLAIN);
        Shelf.put(upload, file(7));
        String path = ENTRIES + "/" + entry + "/content";
        String body = "{\"uploadId\": \"%s\"}".formatted(upload.path("uploadId").asText());
        Api.Answer first = api.post(path, body, "take-once").expect(202);
        String before = crud.state();
        api.post(path, body, "take-once").expect(202);
        assertEquals(before, crud.state());

        // Whatever became of the entry and of the file since.
        crud.database()
                .asOwner("UPDATE knowledge_uploads SET expires_at = now() WHERE entry_id = '%s'".formatted(entry));
        api.delete(ENTRIES + "/" + entry).expect(204);
        Api.Answer again = api.post(path, body, "take-once").expect(202);
        assertEquals("true", again.header("idempotency-replayed"));
        assertEquals(first.json(), again.json());
        api.post(path, body, "take-another-time").expect(404);
    }

    @Test
    void aRepeatWithTheSameKeyBeginsNoOtherUpload() {
        String path = ENTRIES + "/" + shelf.entry("Begun once") + "/uploads";
        String body = "{\"contentType\": \"text/plain\", \"bytes\": %d, \"sha256\": \"" + "0".repeat(64) + "\"}";
        Api.Answer first = api.post(path, body.formatted(7), "begin-once").expect(201);
        String before = crud.state();
        assertEquals(
                first.json(),
                api.post(path, body.formatted(7), "begin-once").expect(201).json());
        api.post(path, body.formatted(8), "begin-once").expect(422);
        assertEquals(before, crud.state());
    }

    @Test
    void fewUploadsAreOpenAtATime() {
        String entry = shelf.entry("Many");
        for (int i = 0; i < 10; i++) {
            shelf.upload(entry, file(7), PLAIN);
        }
        api.post(ENTRIES + "/" + entry + "/uploads", """
                        {"contentType": "text/plain", "bytes": 7, "sha256": "%s"}
                        """.formatted("0".repeat(64)))
                .expect(409);
    }

    @Test
    void aLongTextIsFetchedByALink() throws IOException, InterruptedException {
        String entry = shelf.entry("Long");
        String page = "\u00e9".repeat(10_000);
        shelf.makeReady(entry, page, 101);
        JsonNode answer = api.get(ENTRIES + "/" + entry + "/text").expect(200).json();
        assertTrue(answer.path("text").isNull());
        try (HttpClient client = HttpClient.newHttpClient()) {
            String text = client.send(
                            HttpRequest.newBuilder(URI.create(
                                            answer.path("downloadUrl").asText()))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8))
                    .body();
            assertEquals(page.repeat(101), text);
        }
    }
}
