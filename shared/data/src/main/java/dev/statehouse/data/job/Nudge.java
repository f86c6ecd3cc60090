package dev.statehouse.data.job;

import java.io.IOException;

/** A way to wake a worker, without which it comes by its schedule. Thread-safe. */
public interface Nudge {

    /**
     * Wakes a worker, and does not wait for what it does.
     *
     * @throws IOException if it could not be told
     */
    void send() throws IOException;
}
