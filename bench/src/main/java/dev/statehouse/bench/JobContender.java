package dev.statehouse.bench;

/** A queue of jobs in PostgreSQL. */
interface JobContender extends AutoCloseable {

    String name();

    /**
     * Enqueues jobs, each call of so many in a transaction of its own.
     *
     * @param connections that send at once
     */
    Outcome enqueue(int jobs, int batch, int connections);

    /** Has all that waits done, by jobs that do nothing. */
    Outcome drain();

    /** Makes the queue empty, as if it were new. */
    void clear();

    /** Brings the planner's statistics up to date, as autovacuum would within a minute. */
    void settle();

    @Override
    void close();
}
