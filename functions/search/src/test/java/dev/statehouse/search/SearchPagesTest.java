package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Pages neither skip nor repeat what was there when the first was read, whatever is written meanwhile. */
class SearchPagesTest {

    @Test
    void pagesAreOfOneOrderWhileRowsArrive() {
        try (Search search = new Search()) {
            Texts texts = new Texts(search.database(), search.workspace());
            UUID conversation = texts.conversation(null);
            for (int seq = 1; seq <= 60; seq++) {
                texts.message(conversation, seq, "turnip " + "and carrot ".repeat(seq % 7));
            }
            List<String> all = ids(search.api()
                    .get("/v1/search?q=turnip+carrot&limit=100")
                    .expect(200)
                    .json());
            assertEquals(60, all.size());
            List<String> paged = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page = search.api()
                        .get("/v1/search?q=turnip+carrot&limit=7" + cursor)
                        .expect(200)
                        .json();
                paged.addAll(ids(page));
                cursor = page.path("hasMore").asBoolean()
                        ? "&cursor=" + page.path("nextCursor").asText()
                        : "";
                for (int more = 0; more < 10; more++) {
                    texts.message(conversation, 1_000 + paged.size() * 10 + more, "carrot carrot turnip");
                }
            } while (!cursor.isEmpty());
            assertEquals(new HashSet<>(paged).size(), paged.size(), "repeated");
            assertTrue(paged.containsAll(all), "skipped");
            assertEquals(all, paged.stream().filter(all::contains).toList(), "in another order");
        }
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("data").forEach(hit -> ids.add(hit.path("id").asText()));
        return ids;
    }
}
