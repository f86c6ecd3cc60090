package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.search.ChunkMatches;
import dev.statehouse.testing.Api;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How long searches by a vector take is counted, and nobody's search is the worse for it. */
class VectorSearchWatchTest {

    private Search search;

    @BeforeEach
    void start() {
        search = new Search();
        new Models(search, search.workspace()).given(3);
    }

    @AfterEach
    void stop() {
        search.close();
    }

    private Api.Answer byVector() {
        return search.api().post("/v1/search", "{\"vector\": [1, 0, 0]}").expect(200);
    }

    private String counted() {
        return search.answer("SELECT coalesce(sum(searches), 0) FROM operations.search_times");
    }

    @Test
    void searchesByAVectorAreCountedAndThoseByWordsAreNot() throws InterruptedException {
        search.api().get("/v1/search?q=word").expect(200);
        assertEquals("0", counted());
        byVector();
        assertEquals("1", counted());
        byVector();
        byVector();
        Thread.sleep(1_000);
        byVector();
        assertEquals("4", counted(), "what was not written yet is written with the next");
    }

    @Test
    void aSearchIsAnsweredThoughItsTimeCannotBeKept() {
        search.database().asOwner("ALTER TABLE operations.search_times RENAME TO gone");
        byVector();
        search.database().asOwner("ALTER TABLE operations.gone RENAME TO search_times");
        byVector();
        assertEquals("0", counted(), "no search waits for the next attempt");
    }

    @Test
    void aSearchThatFailedIsCountedWithTheNext() throws InterruptedException {
        byVector();
        search.database().asOwner("ALTER TABLE chunks RENAME TO gone");
        search.api().post("/v1/search", "{\"vector\": [1, 0, 0]}").expect(500);
        search.database().asOwner("ALTER TABLE gone RENAME TO chunks");
        assertEquals("1", counted(), "the writer is not bothered while it fails");
        Thread.sleep(1_000);
        byVector();
        assertEquals("3", counted());
    }

    @Test
    void theTwentiethSlowestIsToldATenthTooSlowAtMost() {
        Double[] oneToThousand =
                IntStream.rangeClosed(1, 1_000).mapToObj(ms -> (double) ms).toArray(Double[]::new);
        Tenant tenant = new Tenant() {
            @Override
            public UUID workspaceId() {
                return search.workspace();
            }

            @Override
            public @Nullable UUID personId() {
                return null;
            }
        };
        search.bean(Workspaces.class)
                .statement(tenant, () -> search.bean(ChunkMatches.class).keepTimes(oneToThousand));
        double p95 = Double.parseDouble(search.answer("SELECT p95_ms FROM operations.search_times()"));
        assertTrue(p95 >= 950 && p95 <= 950 * 1.1, "p95 " + p95);
        assertEquals("1000", search.answer("SELECT searches FROM operations.search_times()"));
    }

    @Test
    void whatIsOlderThanAnHourGoes() {
        search.database().asOwner("INSERT INTO operations.search_times VALUES (now() - interval '61 minutes', 0, 5)");
        byVector();
        assertEquals("1", counted());
    }
}
