package dev.statehouse.bench;

import java.time.Duration;
import java.util.Map;

/**
 * A server of HTTP, driven by wrk.
 *
 * @param pid of the server
 */
record Wrk(String name, long pid, int port) implements Contender {

    private static final int CONNECTIONS_PER_THREAD = 50;

    @Override
    public Outcome run(Requests requests, int connections, Duration duration) {
        return Outcome.parse(Shell.output(
                Map.of(),
                "wrk",
                "--threads=" + Math.ceilDiv(connections, CONNECTIONS_PER_THREAD),
                "--connections=" + connections,
                "--duration=" + Math.max(1, duration.toSeconds()) + "s",
                "--script=bench/wrk.lua",
                "http://127.0.0.1:" + port,
                "--",
                requests.file().toString()));
    }
}
