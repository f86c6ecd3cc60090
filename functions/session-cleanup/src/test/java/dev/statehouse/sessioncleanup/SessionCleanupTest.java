package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.schedule.OperationFailed;
import dev.statehouse.schedule.Run;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The run as a whole. */
class SessionCleanupTest {

    private final CleanupDatabase database = new CleanupDatabase();

    @AfterEach
    void stop() {
        database.close();
    }

    private void sessions(int over) {
        database.rows("""
                ALTER TABLE user_sessions DISABLE TRIGGER USER;
                INSERT INTO user_sessions (id, user_id, token_sha256, expires_at, ends_at)
                SELECT gen_random_uuid(), $p, sha256('s'), now() - interval '31 days' - n * interval '1 second', now()
                FROM generate_series(1, %d) n;
                ALTER TABLE user_sessions ENABLE TRIGGER USER
                """.formatted(over));
    }

    private CleanupCounts run(Deadline deadline) {
        return database.cleanup().getBean(SessionCleanup.class).run(new Run(Instant.now(), false, deadline));
    }

    private static SweepCounts sessions(CleanupCounts counts) {
        return Objects.requireNonNull(counts.sweeps().get("user_sessions"));
    }

    @Test
    void aRunGoesThroughManyBatches() throws IOException {
        sessions(5_000);
        JsonNode counts = database.run("{}").path("counts");
        assertTrue(counts.path("finished").asBoolean());
        assertEquals(
                5_000,
                counts.path("sweeps").path("user_sessions").path("deleted").asInt());
        assertEquals(0, counts.path("sweeps").path("user_sessions").path("left").asInt(-1));
        assertEquals(27, counts.path("sweeps").size());
    }

    @Test
    void atTheDeadlineItStopsAndTheNextRunGoesOnWithTheOldest() {
        sessions(60_000);
        CleanupCounts none = run(Deadline.in(Duration.ZERO));
        assertFalse(none.finished());
        assertEquals(0, sessions(none).deleted());
        assertEquals(60_000, sessions(none).left());
        Instant oldest = Objects.requireNonNull(sessions(none).oldestLeft());
        assertEquals(31, ChronoUnit.DAYS.between(oldest, Instant.now()));

        // As long as it takes on a busy machine to begin at all.
        CleanupCounts some = none;
        for (int ms = 200; sessions(some).deleted() == 0; ms *= 2) {
            some = run(Deadline.in(Duration.ofMillis(ms)));
        }
        assertFalse(some.finished());
        assertEquals(
                60_000,
                sessions(some).deleted() + Objects.requireNonNull(sessions(some).left()));
        assertTrue(oldest.isBefore(Objects.requireNonNull(sessions(some).oldestLeft())), "the oldest goes first");

        CleanupCounts rest = run(Deadline.in(Duration.ofMinutes(1)));
        assertTrue(rest.finished());
        assertEquals(sessions(some).left(), sessions(rest).deleted());
        assertEquals(0, sessions(rest).left());
    }

    @Test
    void aDryRunTellsWhatIsDueAndNeitherChangesNorWaitsForAnything() throws IOException, SQLException {
        sessions(10);
        database.deletedCard("40 days", 2);
        long entries = database.count("audit_entries", "true");
        // What holds every row, and would hold up whoever wants one.
        try (Connection busy =
                database.holding("SELECT FROM user_sessions FOR UPDATE; SELECT FROM prompt_cards FOR UPDATE")) {
            JsonNode answer = database.run("{\"dryRun\": true}");
            JsonNode sweeps = answer.path("counts").path("sweeps");
            assertEquals("succeeded", answer.path("outcome").asText());
            assertEquals(10, sweeps.path("user_sessions").path("left").asInt());
            assertEquals(0, sweeps.path("user_sessions").path("deleted").asInt());
            assertEquals(1, sweeps.path("prompt_cards").path("left").asInt());
            assertTrue(
                    Instant.parse(sweeps.path("prompt_cards").path("oldestLeft").asText())
                            .isBefore(Instant.now()));
            assertFalse(answer.toString().contains(database.workspace().toString()));
            busy.rollback();
        }
        assertEquals(10, database.count("user_sessions", "true"));
        assertEquals(1, database.count("prompt_cards", "true"));
        assertEquals(entries, database.count("audit_entries", "true"));
    }

    @Test
    void oneSweepsFailureStopsNoOtherAndIsTheRunsOutcome() throws IOException {
        sessions(10);
        database.deletedCard("40 days", 2);
        database.sql(
                "REVOKE EXECUTE ON FUNCTION app.purge_prompt_cards(interval, timestamptz, integer) FROM statehouse_cleanup");
        String event = "{\"due\": \"%s\"}".formatted(Instant.now().minusSeconds(60));
        OperationFailed failed = assertThrows(OperationFailed.class, () -> database.run(event));
        assertTrue(String.valueOf(failed.getMessage()).startsWith("prompt_cards: "), failed::getMessage);
        assertEquals(0, database.count("user_sessions", "true"));
        assertEquals(1, database.count("prompt_cards", "true"));
        assertEquals(
                "failed 10",
                database.ask("SELECT outcome || ' ' || (counts #>> '{sweeps,user_sessions,deleted}')"
                        + " FROM operations.scheduled_runs WHERE error LIKE 'prompt_cards: %'"));

        database.sql(
                "GRANT EXECUTE ON FUNCTION app.purge_prompt_cards(interval, timestamptz, integer) TO statehouse_cleanup");
        assertEquals("succeeded", database.run(event).path("outcome").asText());
        assertEquals("repeated", database.run(event).path("outcome").asText());
        assertEquals(0, database.count("prompt_cards", "true"));
    }

    /** A schedule's clock that jumps makes nothing go before its time, nor anything stay. */
    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2999-12-31T00:00:00Z"})
    void itIsTheDatabasesClockThatCounts(String due) throws IOException {
        sessions(3);
        database.session("now() - interval '29 days'");
        database.session("now() + interval '1 hour'");
        database.deletedCard("29 days", 1);
        database.deletedCard("31 days", 1);
        database.run("{\"due\": \"%s\"}".formatted(due));
        assertEquals(2, database.count("user_sessions", "true"));
        assertEquals(1, database.count("prompt_cards", "true"));
    }

    @Test
    void noSettingMakesAnythingGoBeforeItsTime() {
        SQLException refused = assertThrows(SQLException.class, () -> {
            try (Connection connection = database.database().connect("statehouse_cleanup", true)) {
                connection.createStatement().execute("SELECT app.sweep_user_sessions('-1 second', NULL, 10)");
            }
        });
        assertTrue(String.valueOf(refused.getMessage()).contains("nothing goes before its time"));
    }
}
