package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.stream.LongStream;

/**
 * Somebody who wants the very rows that are being deleted: it changes the oldest row that it sees, then the next, and waits
 * whenever a batch holds that row. What an update takes whose row is gone afterwards is how long the batch held it from then on.
 */
final class RowProbe implements AutoCloseable {

    private static final int PAUSE_MS = 1;

    private final TestDatabase database;
    private final String oldest;
    private final String change;
    private final LongStream.Builder waits = LongStream.builder();
    private final Thread thread;
    private volatile boolean stopped;

    /**
     * Begins at once.
     *
     * @param since the column by which rows are the oldest
     * @param key what names a row
     * @param beside what else its primary key holds, as a condition
     */
    RowProbe(TestDatabase database, String table, String since, String key, String beside) {
        this.database = database;
        this.oldest =
                "SELECT %1$s, %2$s FROM app.%3$s WHERE %2$s > ? ORDER BY %2$s LIMIT 1".formatted(key, since, table);
        this.change = "UPDATE app.%1$s SET %2$s = %2$s WHERE %3$s AND %4$s = ?".formatted(table, since, beside, key);
        this.thread = Thread.ofPlatform().name("probe").start(this::probe);
    }

    private void probe() {
        try (Connection connection = database.connect("postgres", false);
                PreparedStatement find = connection.prepareStatement(oldest);
                PreparedStatement update = connection.prepareStatement(change)) {
            Timestamp reached = new Timestamp(0);
            while (!stopped) {
                find.setTimestamp(1, reached);
                try (ResultSet row = find.executeQuery()) {
                    if (row.next()) {
                        reached = row.getTimestamp(2);
                        update.setObject(1, row.getObject(1));
                        long start = System.nanoTime();
                        if (update.executeUpdate() == 0) {
                            waits.add(System.nanoTime() - start);
                        }
                    }
                }
                Thread.sleep(PAUSE_MS);
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the probe; what it waited, in milliseconds, the shortest first. */
    double[] waits() {
        close();
        return waits.build()
                .mapToDouble(nanoseconds -> nanoseconds / 1e6)
                .sorted()
                .toArray();
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
