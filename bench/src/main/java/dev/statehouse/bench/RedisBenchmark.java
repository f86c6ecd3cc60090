package dev.statehouse.bench;

import dev.statehouse.data.cache.RedisScript;
import dev.statehouse.data.limit.Operation;
import dev.statehouse.data.limit.Plan;
import dev.statehouse.data.limit.RateLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code redis-benchmark} with the authorizer's own script about one key that is known and fresh: three limits are taken
 * each time. The clock is an argument, random within four seconds, since nobody keeps the key fresh meanwhile.
 */
final class RedisBenchmark {

    private static final RedisScript SCRIPT =
            RedisScript.of(RateLimits.class, "gcra.lua", "/dev/statehouse/data/identity/credential.lua");
    // Of its own: the functions keep what they know.
    private static final String DATABASE = "1";
    private static final String KEY = "apikey:bench";
    private static final String SHA256 = "ab".repeat(32);
    private static final String OWNER = "00000000-0000-4000-8000-000000000001";
    // redis-benchmark puts twelve digits in the place of this: microseconds of some eleven days.
    private static final String RANDOM = "__rand_int__";
    private static final long TWELVE_DIGITS = 1_000_000_000_000L;
    private static final int FRESH_MICROS = 4_000_000;
    // Each run begins with whole limits and must stay within what a minute allows.
    private static final int MOST = 200_000;

    private final BenchServers servers;
    private final long epoch = Instant.now().toEpochMilli() * 1_000 / TWELVE_DIGITS;

    RedisBenchmark(BenchServers servers) {
        this.servers = servers;
    }

    /** @param requests to send, within a minute's limit */
    Outcome script(int connections, int requests) {
        prepare();
        List<String> command = command(connections, requests);
        command.addAll(List.of("-r", String.valueOf(FRESH_MICROS)));
        command.addAll(evalsha(epoch + RANDOM));
        return run(command, Math.min(requests, MOST));
    }

    /** A bare round trip. */
    Outcome ping(int connections, int requests) {
        List<String> command = command(connections, requests);
        command.add("PING");
        return run(command, Math.min(requests, MOST));
    }

    private List<String> command(int connections, int requests) {
        List<String> command = new ArrayList<>(List.of("redis-benchmark", "--csv", "--precision", "3"));
        command.addAll(server());
        command.addAll(List.of(
                "--dbnum",
                DATABASE,
                "-c",
                String.valueOf(connections),
                "-n",
                String.valueOf(Math.min(requests, MOST))));
        return command;
    }

    private List<String> server() {
        return List.of(
                "-h",
                "localhost",
                "-p",
                servers.servers().get("REDIS_PORT"),
                "-a",
                servers.servers().get("REDIS_PASSWORD"),
                "--tls",
                "--cacert",
                servers.servers().get("CA_CERT"));
    }

    private void prepare() {
        long from = epoch * TWELVE_DIGITS / 1_000;
        cli("FLUSHDB");
        cli("SCRIPT", "LOAD", SCRIPT.text());
        String known = "%d %d %s %s unlimited %s\nkeyId=%s".formatted(from, from * 2, SHA256, OWNER, OWNER, OWNER);
        cli("HSET", KEY, "in:", known);
        String answer = cli(evalsha(epoch + "000000000001").toArray(String[]::new));
        if (!answer.contains("\n1\nread\n")) {
            throw new IllegalStateException("the script takes no limits: " + answer);
        }
    }

    private List<String> evalsha(String time) {
        List<String> words = new ArrayList<>(List.of("EVALSHA", SCRIPT.sha1(), "2", KEY, "address:192.0.2.1"));
        words.addAll(List.of(time, "ask", "in:", SHA256, "read", "4000", String.valueOf(Plan.UNPROVED)));
        words.addAll(List.of(Plan.quotas(Operation.READ), "", "0"));
        return words;
    }

    private String cli(String... words) {
        List<String> command = new ArrayList<>(List.of("redis-cli", "-n", DATABASE, "--no-auth-warning", "-e"));
        command.addAll(server());
        command.addAll(List.of(words));
        return Shell.output(Map.of(), command.toArray(String[]::new));
    }

    // "test","rps","avg_latency_ms","min","p50","p95","p99","max", below a line of these names.
    private static Outcome run(List<String> command, int requests) {
        String csv = Shell.output(Map.of(), command.toArray(String[]::new));
        String last = csv.strip().lines().reduce("", (first, line) -> line);
        // The command itself comes first, and may hold anything.
        String[] all = last.split("\",\"", -1);
        if (all.length < 8) {
            throw new IllegalStateException(csv);
        }
        int end = all.length;
        double rate = number(all[end - 7]);
        return new Outcome(
                requests, 0, requests / rate, number(all[end - 4]), number(all[end - 3]), number(all[end - 2]));
    }

    private static double number(String cell) {
        return Double.parseDouble(cell.replace("\"", ""));
    }
}
