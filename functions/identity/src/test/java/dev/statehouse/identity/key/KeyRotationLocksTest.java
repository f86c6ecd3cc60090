package dev.statehouse.identity.key;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.identity.Team;
import dev.statehouse.testing.Api;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A rotation takes its locks in the order in which a change of the member does, whose keys change with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyRotationLocksTest {

    private Team team;

    @BeforeAll
    void start() {
        team = new Team();
    }

    @AfterAll
    void stop() {
        team.close();
    }

    @Test
    void aRotationThatWaitsForTheWorkspaceHoldsNoKey() throws Exception {
        UUID member = team.member("admin");
        Api admin = team.session(member, "admin");
        String key = admin.post("/v1/api-keys", "{\"name\": \"k\", \"role\": \"admin\", \"actsForMe\": true}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        try (Connection changing = team.database().connect("postgres", false);
                Statement statement = changing.createStatement()) {
            changing.setAutoCommit(false);
            statement.execute("SELECT FROM app.workspaces WHERE id = '%s' FOR UPDATE".formatted(team.workspace()));
            CompletableFuture<Api.Answer> rotation =
                    CompletableFuture.supplyAsync(() -> admin.post("/v1/api-keys/" + key + "/rotate", "{}"));
            awaitOneThatWaits();
            // What a change of the member's role goes on with.
            statement.execute("SET LOCAL lock_timeout = '100ms'; UPDATE app.api_keys SET role = 'admin' WHERE id = '%s'"
                    .formatted(key));
            changing.commit();
            assertEquals(201, rotation.get().status(), rotation.get().body());
        }
    }

    private void awaitOneThatWaits() throws SQLException, InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(4).toNanos();
        while (!team.ask("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                        + " AND datname = current_database()")
                .equals("t")) {
            assertTrue(System.nanoTime() < end, "the rotation waits for nothing");
            Thread.sleep(20);
        }
    }
}
