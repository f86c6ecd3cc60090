package dev.statehouse.bench;

import java.time.Duration;
import java.util.Map;

/**
 * A server of HTTP, driven by wrk.
 *
 * @param pid of the server
 * @param script that makes requests of the lines of a file
 */
record Wrk(String name, long pid, int port, String script) implements Contender {

    private static final int CONNECTIONS_PER_THREAD = 50;

    /** That reads. */
    Wrk(String name, long pid, int port) {
        this(name, pid, port, "bench/wrk.lua");
    }

    @Override
    public Outcome run(Requests requests, int connections, Duration duration) {
        return Outcome.parse(Shell.output(
                Map.of(),
                "wrk",
                "--threads=" + Math.ceilDiv(connections, CONNECTIONS_PER_THREAD),
                "--connections=" + connections,
                "--duration=" + Math.max(1, duration.toSeconds()) + "s",
                "--script=" + script,
                "http://127.0.0.1:" + port,
                "--",
                requests.file().toString()));
    }
}
