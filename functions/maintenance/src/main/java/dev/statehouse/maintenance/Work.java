package dev.statehouse.maintenance;

import dev.statehouse.schedule.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a task works with, and what it tells: counts, what it found, and what failed. Not thread-safe. */
final class Work {

    private static final Logger LOG = LoggerFactory.getLogger(Work.class);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final OwnerConnection database;
    private final Deadline deadline;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final Map<String, Fault> faults = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();

    Work(OwnerConnection database, Deadline deadline) {
        this.database = database;
        this.deadline = deadline;
    }

    OwnerConnection database() {
        return database;
    }

    boolean isOver() {
        return deadline.isNear();
    }

    /** Bounds what comes next by the time that is left, or a second where less is, which the end of a run has to spare. */
    void waitForLocks(Duration lock) throws SQLException {
        Duration left = deadline.left();
        database.limit(left.compareTo(LEAST) < 0 ? LEAST : left, lock);
    }

    void count(String what, long more) {
        counts.merge(what, more, Long::sum);
    }

    void find(Fault fault) {
        faults.put(fault.kind() + ' ' + fault.object(), fault);
    }

    void fail(String what) {
        failures.add(what);
    }

    Map<String, Long> counts() {
        return counts;
    }

    List<Fault> faults() {
        return List.copyOf(faults.values());
    }

    List<String> failures() {
        return failures;
    }

    /** A step that a task takes with one relation. */
    interface Step {
        void take() throws SQLException;
    }

    /**
     * Does one statement with a relation: counted as {@code done} or as what kept it from that. What is locked or out of time is
     * left to the next run; a missing right and every other failure fail the task at its end.
     *
     * @param relation quoted, with its schema
     * @param sql also the fix that a finding shows
     */
    boolean attempt(String done, String relation, String sql) throws SQLException {
        return attempt(done, relation, sql, () -> database.execute(sql));
    }

    boolean attempt(String done, String relation, @Nullable String fix, Step step) throws SQLException {
        try {
            step.take();
            count(done, 1);
            return true;
        } catch (SQLException failure) {
            if (database.jdbc().isClosed()) {
                throw failure;
            }
            tell(relation, fix, failure);
            return false;
        } catch (RuntimeException failure) {
            LOG.error("{} failed", relation, failure);
            fail(relation + " (" + failure.getClass().getSimpleName() + ")");
            return false;
        }
    }

    private void tell(String relation, @Nullable String fix, SQLException failure) {
        switch (SqlState.of(failure)) {
            case LOCKED -> count("locked", 1);
            case ENDED -> {
                count("endedEarly", 1);
                find(Fault.of(
                        Fault.Severity.WARNING,
                        "takes-too-long",
                        relation,
                        "It did not end in a run's time: do it by hand.",
                        fix));
            }
            case MISSING_RIGHT -> {
                find(Fault.missingRight(
                        relation,
                        "Maintenance has no right to it: it must belong to statehouse_owner.",
                        "ALTER TABLE " + relation + " OWNER TO statehouse_owner"));
                fail(relation + " (a right is missing)");
            }
            case OTHER -> fail(relation + " (SQLSTATE " + failure.getSQLState() + ")");
        }
    }
}
