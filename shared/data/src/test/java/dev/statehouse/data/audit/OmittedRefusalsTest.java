package dev.statehouse.data.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every refusal is in the log, with an entry of its own or in the count of another's. */
class OmittedRefusalsTest {

    private static final String REFUSE = "SELECT record_refusal('GET /v1/x', 'role')";
    private static final String OMITTED = "SELECT coalesce(sum(refusals), 0) FROM app.omitted_refusals";
    private static final String WRITTEN =
            "SELECT count(*) + coalesce(sum((after ->> 'omitted')::int), 0) FROM app.audit_entries WHERE action = 'refuse'";

    private final AuditDatabase audit = AuditDatabase.fresh();

    @AfterEach
    void stop() {
        audit.close();
    }

    private void refuse(int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            audit.write(REFUSE);
        }
    }

    /** What counts as the last minute begins in the future: as if the minute were over. */
    private void aMinuteGoesBy() throws SQLException {
        audit.tamper("""
                CREATE OR REPLACE FUNCTION app.first_id(instant timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE
                AS $$ SELECT 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid $$
                """);
    }

    @Test
    void theNextEntryTellsHowManyWereLeftOutAndSinceWhen() throws SQLException {
        refuse(20);
        String before = audit.ask("SELECT clock_timestamp()");
        refuse(10);
        assertEquals("20", audit.ask(WRITTEN));
        assertEquals("10", audit.ask(OMITTED));
        aMinuteGoesBy();
        refuse(1);
        assertEquals("31", audit.ask(WRITTEN), "20 and 1 of their own, 10 counted");
        assertEquals("role 10 true", audit.ask("""
                        SELECT concat_ws(' ', after ->> 'reason', after ->> 'omitted',
                                         CASE WHEN (after ->> 'since')::timestamptz BETWEEN '%s' AND now() THEN 'true' END)
                        FROM app.audit_entries WHERE after ? 'omitted'
                        """.formatted(before)));
        assertEquals("0", audit.ask(OMITTED));
        refuse(1);
        assertEquals("1", audit.ask("SELECT count(*) FROM app.audit_entries WHERE after ? 'omitted'"), "told once");
        assertEquals("whole", audit.verify());
    }

    @Test
    void anEntryThatIsRolledBackLeavesTheCountForTheNext() throws SQLException {
        refuse(25);
        aMinuteGoesBy();
        try (Connection connection = audit.application();
                var statement = connection.createStatement()) {
            statement.execute("SELECT app.enter_workspace('" + audit.workspace() + "', NULL, '" + AuditDatabase.ORIGIN
                    + "'); " + REFUSE);
            connection.rollback();
        }
        assertEquals("5", audit.ask(OMITTED));
        refuse(1);
        assertEquals("26", audit.ask(WRITTEN));
    }

    @Test
    void aCountIsInNoOtherCredentialsEntry() throws SQLException {
        refuse(25);
        audit.tamper("UPDATE app.omitted_refusals SET credential_id = gen_random_uuid()");
        aMinuteGoesBy();
        refuse(1);
        assertEquals("5", audit.ask(OMITTED));
        assertEquals("21", audit.ask(WRITTEN));
    }

    @Test
    void ofManyAtOnceNoneIsLost() throws Exception {
        int threads = 6;
        int times = 60;
        try (ExecutorService many = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                done.add(many.submit(() -> {
                    try (Connection connection = audit.application()) {
                        for (int n = 0; n < times; n++) {
                            AuditDatabase.write(connection, audit.workspace(), REFUSE);
                        }
                    }
                    return true;
                }));
            }
            // Half-way, entries that carry counts are written beside those who count.
            Thread.sleep(200);
            aMinuteGoesBy();
            for (Future<?> writer : done) {
                writer.get();
            }
        }
        assertEquals(String.valueOf(threads * times), audit.ask("SELECT (" + WRITTEN + ") + (" + OMITTED + ")"));
        assertTrue(Integer.parseInt(audit.ask("SELECT count(*) FROM app.omitted_refusals")) <= threads);
        assertEquals("whole", audit.verify());
    }

    /** Whoever writes the entry, and waits for the log's head, holds up nobody who is only counted. */
    @Test
    void whoIsCountedWaitsForNobody() throws SQLException {
        refuse(21);
        try (Connection holding = audit.database().connect("postgres", false);
                var statement = holding.createStatement()) {
            holding.setAutoCommit(false);
            statement.execute("SELECT FROM app.omitted_refusals FOR UPDATE; SELECT FROM app.audit_heads FOR UPDATE");
            try (Connection connection = audit.application();
                    var counted = connection.createStatement()) {
                counted.execute("SET lock_timeout = '1ms'");
                AuditDatabase.write(connection, audit.workspace(), REFUSE);
            }
            holding.rollback();
        }
        assertEquals("2", audit.ask(OMITTED));
    }
}
