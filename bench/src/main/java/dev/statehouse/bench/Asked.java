package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A question that is asked in a workspace. */
record Asked(UUID workspace, String question) {

    private static final String PATH = "/v1/search?limit=20&q=";

    static Asked of(Get get) {
        String question = get.path().substring(PATH.length());
        return new Asked(get.workspace(), URLDecoder.decode(question, StandardCharsets.UTF_8));
    }

    Get get() {
        return new Get(workspace, PATH + URLEncoder.encode(question, StandardCharsets.UTF_8));
    }
}
