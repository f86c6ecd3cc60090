package dev.statehouse.crud.knowledge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Entries, what is sent for them, and what the worker would make of it. */
record Shelf(Crud crud, Api api) {

    static final String ENTRIES = "/v1/knowledge-entries";

    String entry(String title) {
        return entry("title", title, "\"sourceType\": \"file\"");
    }

    String entry(String field, String value, String others) {
        return api.post(ENTRIES, "{\"%s\": \"%s\", %s}".formatted(field, value, others))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    /** The answer of a newly begun upload. */
    JsonNode upload(String entry, byte[] content, String contentType) {
        return api.post(ENTRIES + "/" + entry + "/uploads", """
                        {"contentType": "%s", "bytes": %d, "sha256": "%s"}
                        """.formatted(contentType, content.length, sha256(content)))
                .expect(201)
                .json();
    }

    /** Sends a file as the answer says; the status of the store's. */
    static int put(JsonNode upload, byte[] content) {
        HttpRequest.Builder put = HttpRequest.newBuilder(
                        URI.create(upload.path("uploadUrl").asText()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
        upload.path("headers")
                .properties()
                .forEach(header -> put.header(header.getKey(), header.getValue().asText()));
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(put.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    Api.Answer take(String entry, String upload) {
        return api.post(ENTRIES + "/" + entry + "/content", "{\"uploadId\": \"%s\"}".formatted(upload));
    }

    /** As the worker leaves an entry whose text is this word so many times, a piece for each. */
    void makeReady(String entry, String word, int pieces) {
        crud.database().asOwner("""
                UPDATE knowledge_entries
                SET content_version = content_version + 1, pieces_version = pieces_version + 1, state = 'waiting', ready_at = NULL
                WHERE id = '%1$s';
                UPDATE knowledge_entries
                SET state = 'ready', failure = NULL, ready_at = now(), ready_content_version = content_version,
                    ready_pieces_version = pieces_version, piece_count = %3$d
                WHERE id = '%1$s';
                DELETE FROM knowledge_texts WHERE entry_id = '%1$s';
                DELETE FROM knowledge_pieces WHERE entry_id = '%1$s';
                INSERT INTO knowledge_texts (workspace_id, entry_id, content_version, content)
                SELECT workspace_id, id, content_version, repeat('%2$s', %3$d) FROM knowledge_entries WHERE id = '%1$s';
                INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)
                SELECT workspace_id, gen_random_uuid(), id, n, '%2$s', (n - 1) * length('%2$s'), n * length('%2$s'), 1
                FROM knowledge_entries, generate_series(1, %3$d) n
                WHERE id = '%1$s'
                """.formatted(entry, word, pieces));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
