package dev.statehouse.maintenance;

import io.micronaut.core.annotation.Order;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Makes the partitions of the months to come, and lets those go whose time of retention is over. Thread-safe. */
@Singleton
@Order(1)
final class PartitionTask implements MaintenanceTask {

    static final int MONTHS_AHEAD = 3;

    private final Archive archive;

    PartitionTask(Archive archive) {
        this.archive = archive;
    }

    @Override
    public String name() {
        return "partitions";
    }

    @Override
    public void run(Work work) throws SQLException {
        for (String parent : work.database().query(Partition.PARENTS, row -> row.getString(1))) {
            make(work, parent);
        }
        work.waitForLocks(Duration.ofSeconds(2));
        List<Partition> due = work.database().query(Partition.DUE, Partition::read);
        for (Partition partition : due) {
            if (work.isOver()) {
                return;
            }
            work.attempt("dropped", partition.quoted(), null, () -> retire(work, partition));
        }
    }

    private static void make(Work work, String parent) throws SQLException {
        String call = "SELECT app.make_partitions('" + parent.replace("'", "''") + "', " + MONTHS_AHEAD + ")";
        work.attempt(
                "tables",
                parent,
                call,
                () -> Patience.take(work, () -> {
                    int made = work.database().query(call, row -> row.getInt(1)).getFirst();
                    work.count("made", made);
                }));
    }

    private void retire(Work work, Partition partition) throws SQLException {
        work.count("due", 1);
        Archive.Rows kept = partition.isArchived() ? archive.keep(work, partition) : null;
        if (partition.isAttached()) {
            Patience.take(work, () -> work.database().execute(partition.detaching()));
        }
        // Nobody writes to it any more: what came between the reading and now is in the second reading.
        if (kept != null && !kept.equals(Archive.count(work, partition))) {
            archive.keep(work, partition);
        }
        Patience.take(work, () -> work.database().execute("DROP TABLE " + partition.quoted()));
    }
}
