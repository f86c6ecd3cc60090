package dev.statehouse.maintenance;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Takes a lock that shuts everybody out, in short tries: while one waits, whoever comes after waits behind it, so each gives up at
 * once and lets them pass.
 */
final class Patience {

    private static final Duration WAIT = Duration.ofMillis(50);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int TRIES = 20;

    private Patience() {}

    /** @throws SQLException of the last try, if none got the lock */
    static void take(Work work, Work.Step step) throws SQLException {
        for (int tried = 1; ; tried++) {
            work.waitForLocks(WAIT);
            try {
                step.take();
                return;
            } catch (SQLException failure) {
                if (SqlState.of(failure) != SqlState.LOCKED || tried == TRIES || work.isOver()) {
                    throw failure;
                }
            }
            pause();
        }
    }

    private static void pause() throws SQLException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted", "57014", stopped);
        }
    }
}
