package dev.statehouse.data;

/**
 * A pool of PgBouncer: the connections of one role to this function's database.
 *
 * @param servers connections to PostgreSQL that a client uses now
 * @param idle connections to PostgreSQL that none does
 * @param size how many there are to be, without the reserve
 * @param waiting clients without a connection
 * @param longestWaitMs of those
 */
public record PooledConnections(String role, int servers, int idle, int size, int waiting, long longestWaitMs) {

    /** Connections in use, in percent of the pool's; all of them, if a client has waited for one for a second. */
    public double percent() {
        boolean full = waiting > 0 && longestWaitMs >= 1_000;
        return full ? 100 : Math.min(100, 100.0 * servers / size);
    }
}
