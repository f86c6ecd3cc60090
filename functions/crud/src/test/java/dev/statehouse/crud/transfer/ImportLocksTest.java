package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files with the same slugs in different orders don't wait for each other both: slugs are taken in their own order. */
class ImportLocksTest {

    private static final String CARD = "{\"slug\": \"%s\", \"title\": \"T\"}";

    private final Crud crud = new Crud();

    @AfterEach
    void stop() {
        crud.close();
    }

    @Test
    void anImportThatWaitsForASlugHoldsNoneThatComesAfterIt() throws Exception {
        try (Connection other = crud.database().connect("postgres", false);
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(card("slug-a"));
            CompletableFuture<Api.Answer> waiting = CompletableFuture.supplyAsync(() -> crud.api()
                    .send(
                            "POST",
                            "/v1/prompt-imports",
                            Map.of("content-type", "application/x-ndjson"),
                            CARD.formatted("slug-b") + "\n" + CARD.formatted("slug-a")));
            awaitOneThatWaits();
            statement.execute("SET LOCAL lock_timeout = '100ms'; " + card("slug-b"));
            other.commit();
            Api.Answer refused = waiting.get().expect(422);
            assertEquals(2, refused.json().path("errors").size(), refused.body());
        }
    }

    private String card(String slug) {
        return """
                INSERT INTO app.prompt_cards (workspace_id, id, slug, title, search)
                VALUES ('%s', gen_random_uuid(), '%s', 'T', '')
                """.formatted(crud.workspace(), slug);
    }

    private void awaitOneThatWaits() throws SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        try (Connection watching = crud.database().connect("postgres", false);
                Statement statement = watching.createStatement()) {
            while (!isWaiting(statement)) {
                assertTrue(System.nanoTime() < end, "the import waits for nothing");
                Thread.sleep(20);
            }
        }
    }

    private static boolean isWaiting(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                + " WHERE wait_event_type = 'Lock' AND datname = current_database())")) {
            return row.next() && row.getBoolean(1);
        }
    }
}
