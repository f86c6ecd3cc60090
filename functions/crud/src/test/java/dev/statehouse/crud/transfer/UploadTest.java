package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadTest {

    private static final int MEGABYTE = 1024 * 1024;

    private final HttpClient client = HttpClient.newHttpClient();
    private Crud crud;
    private UUID workspace;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
        assumeTrue(crud.bucket().isPresent(), "no S3-compatible store runs: localstack/s3/target/lib is not built");
    }

    @BeforeEach
    void enterAnEmptyWorkspace() {
        workspace = crud.rows().workspace();
        api = new Api(crud.function(), TestCaller.of(workspace, "editor"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void anUploadedFileIsImportedAndExportedByLink() throws Exception {
        byte[] file = file(20 * MEGABYTE);
        String upload = upload(file);
        JsonNode imported =
                inSmallHeap("POST", "/v1/prompt-imports", "{\"uploadId\": \"" + upload + "\", \"format\": \"csv\"}");
        assertEquals(rows(file), imported.path("imported").asInt());

        JsonNode export = inSmallHeap("GET", "/v1/prompt-exports?format=csv&delivery=url", "");
        assertEquals(rows(file), export.path("rows").asInt());
        byte[] fetched = fetch(export.path("downloadUrl").asText());
        assertEquals(export.path("bytes").asLong(), fetched.length);
        assertTrue(fetched.length > 20 * MEGABYTE);
        Api.Answer inline = api.get("/v1/prompt-exports?format=csv").expect(422);
        assertTrue(inline.body().contains("delivery=url"), inline.body());
    }

    @Test
    void aTextOfTenMegabytesIsImportedAndComesBackInAnExport() throws Exception {
        // In a file it is longer than it is: JSON writes an end of line as two characters.
        String content = "word\n".repeat(2 * MEGABYTE - 1) + "ends.";
        ObjectMapper json = new ObjectMapper();
        JsonNode row = json.createObjectNode()
                .put("title", "Long")
                .put("sourceType", "text")
                .put("content", content);
        String upload = upload(json.writeValueAsBytes(row));
        assertEquals(
                1, importEntries(upload).expect(201).json().path("imported").asInt());

        JsonNode export =
                api.get("/v1/knowledge-entry-exports?delivery=url").expect(200).json();
        byte[] exported = fetch(export.path("downloadUrl").asText());
        assertEquals(content, json.readTree(exported).path("content").asText());
        importEntries(upload(exported)).expect(201);
        assertEquals(2, crud.count("SELECT count(*) FROM knowledge_texts WHERE length(content) = " + 10 * MEGABYTE));

        String longer = json.writeValueAsString(row).replace("ends.", "ended.");
        Api.Answer refused =
                importEntries(upload(longer.getBytes(StandardCharsets.UTF_8))).expect(422);
        assertEquals("/content", refused.json().at("/errors/0/pointer").asText());
        String wider = json.writeValueAsString(row).replace("ends.", "end\u00e9.");
        assertEquals(
                "must have at most 10 MB in UTF-8",
                importEntries(upload(wider.getBytes(StandardCharsets.UTF_8)))
                        .expect(422)
                        .json()
                        .at("/errors/0/detail")
                        .asText());
    }

    private Api.Answer importEntries(String upload) {
        return api.post(
                "/v1/knowledge-entry-imports", "{\"uploadId\": \"%s\", \"format\": \"ndjson\"}".formatted(upload));
    }

    @Test
    void aLinkTakesOnlyTheAnnouncedSize() {
        JsonNode upload = api.post("/v1/uploads", "{\"bytes\": 7}").expect(201).json();
        String url = upload.path("uploadUrl").asText();
        assertTrue(url.contains("X-Amz-SignedHeaders=content-length%3Bhost"), url);
        assertTrue(url.contains("X-Amz-Expires=900"), url);
        api.post("/v1/uploads", "{}").expect(422);
        api.post("/v1/uploads", "{\"bytes\": 33554433}").expect(422);
    }

    @Test
    void anUploadOfAnotherWorkspaceIsNotThere() throws Exception {
        String upload = upload("title\nmine\n".getBytes(StandardCharsets.UTF_8));
        importUpload(crud.stranger(), upload, "csv").expect(404);
        importUpload(api, UUID.randomUUID().toString(), "csv").expect(404);
        importUpload(api, "no-uuid", "csv").expect(400);
        api.post("/v1/prompt-imports", "null").expect(400);
        importUpload(api, upload, "xml").expect(422);
        importUpload(api, upload, "csv").expect(201);
        assertEquals(1, TransferCalls.cards(api));
    }

    private static Api.Answer importUpload(Api as, String upload, String format) {
        return as.post("/v1/prompt-imports", "{\"uploadId\": \"%s\", \"format\": \"%s\"}".formatted(upload, format));
    }

    private JsonNode inSmallHeap(String method, String path, String body) throws IOException {
        return new ObjectMapper()
                .readTree(SmallHeap.send(crud.database(), crud.bucket().orElseThrow(), workspace, method, path, body));
    }

    private String upload(byte[] file) throws IOException, InterruptedException {
        JsonNode upload = api.post("/v1/uploads", "{\"bytes\": " + file.length + "}")
                .expect(201)
                .json();
        HttpRequest put = HttpRequest.newBuilder(
                        URI.create(upload.path("uploadUrl").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(file))
                .build();
        assertEquals(200, client.send(put, HttpResponse.BodyHandlers.ofString()).statusCode());
        return upload.path("uploadId").asText();
    }

    private byte[] fetch(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    /** Rows of 10 kB. */
    private static byte[] file(int bytes) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(bytes + 20_000);
        file.writeBytes("title,template\r\n".getBytes(StandardCharsets.US_ASCII));
        byte[] row =
                ("A card,\"" + "Some words, and more. ".repeat(460) + "\"\r\n").getBytes(StandardCharsets.US_ASCII);
        while (file.size() < bytes) {
            file.writeBytes(row);
        }
        return file.toByteArray();
    }

    private static int rows(byte[] file) {
        return (int) new String(file, StandardCharsets.US_ASCII).lines().count() - 1;
    }
}
