package dev.statehouse.crud.transfer;

import dev.statehouse.testing.Api;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Requests of these tests. */
final class TransferCalls {

    private TransferCalls() {}

    static Api.Answer importCsv(Api api, byte[] file) {
        return api.sendBytes("POST", "/v1/prompt-imports", Map.of("content-type", "text/csv"), file);
    }

    static Api.Answer importCsv(Api api, String file) {
        return api.send("POST", "/v1/prompt-imports", Map.of("content-type", "text/csv"), file);
    }

    static Api.Answer importLines(Api api, String file) {
        return api.sendBytes(
                "POST",
                "/v1/prompt-imports",
                Map.of("content-type", "application/x-ndjson"),
                file.getBytes(StandardCharsets.UTF_8));
    }

    static int cards(Api api) {
        return api.get("/v1/prompt-cards?limit=100")
                .expect(200)
                .json()
                .path("data")
                .size();
    }
}
