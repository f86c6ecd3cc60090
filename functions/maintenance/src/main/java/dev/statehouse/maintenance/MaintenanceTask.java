package dev.statehouse.maintenance;

import java.sql.SQLException;

/** A part of maintenance. Implementations are beans, done in their order; the failure of one does not keep the next from its work. */
interface MaintenanceTask {

    /** A word with hyphens, under which its outcome and its findings are kept. */
    String name();

    /**
     * Does what there is to do, until it is done or the time is up.
     *
     * @throws SQLException if it can't go on; what concerns a single relation is told to the work instead
     */
    void run(Work work) throws SQLException;
}
