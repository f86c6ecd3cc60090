package dev.statehouse.data;

/** Takes the news that a statement made jobs which no code enqueued, as triggers make those of webhooks' events. Thread-safe. */
@FunctionalInterface
public interface JobNotice {

    /** Called on the statement's own thread, inside its transaction if it has one. Must not fail and must not take long. */
    void jobsWereMade();
}
