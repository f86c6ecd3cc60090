package dev.statehouse.worker;

/** How an attempt ended. */
enum Outcome {
    COMPLETED,
    /** Its work is; it has yet to be put away. */
    DONE,
    /** Waits for another attempt. */
    RETRIED,
    DEAD,
    CANCELLED,
    /** Given back. */
    RELEASED,
    /** Another worker has the job, or it is done: this attempt's end counts for nothing. */
    LOST
}
