package dev.statehouse.monitor;

import dev.statehouse.data.cache.Redis;
import dev.statehouse.data.operation.Metric;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What Redis says of itself (its command {@code INFO}). */
@Singleton
final class RedisProbe implements Probe {

    private static final int RUN_ID_DIGITS = 12;
    // After a failure, Redis is left alone for a second.
    private static final Duration PAUSE = Duration.ofMillis(1_100);

    private final Redis redis;

    RedisProbe(Redis redis) {
        this.redis = redis;
    }

    @Override
    public String check() {
        return "redis";
    }

    @Override
    public boolean asksTheDatabase() {
        return false;
    }

    @Override
    public void measure(Findings findings) {
        String text = redis.info()
                .or(this::onceMore)
                .orElseThrow(() -> new MeasuringException("Redis did not answer in time"));
        Map<String, String> info = text.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> first));
        memory(findings, info);
        findings.put(Metric.REDIS_CLIENTS, number(info, "connected_clients"));
        // After a restart, everything was counted anew.
        double run = (double) Long.parseLong(
                info.getOrDefault("run_id", "0".repeat(RUN_ID_DIGITS)).substring(0, RUN_ID_DIGITS), 16);
        boolean again = findings.before().differs("redis_run", run);
        findings.count("redis_run", run);
        OptionalDouble hits = findings.count("redis_hits", number(info, "keyspace_hits"));
        OptionalDouble misses = findings.count("redis_misses", number(info, "keyspace_misses"));
        OptionalDouble evictions = findings.count("redis_evictions", number(info, "evicted_keys"));
        if (!again) {
            HitShare.percent(hits, misses).ifPresent(percent -> findings.put(Metric.REDIS_HIT_PERCENT, percent));
            evictions.ifPresent(count -> findings.put(Metric.REDIS_EVICTIONS, count));
        }
    }

    // In a new instance the first connection alone takes longer than a request would wait for Redis.
    private Optional<String> onceMore() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        return redis.info();
    }

    private static void memory(Findings findings, Map<String, String> info) {
        double used = number(info, "used_memory");
        double most = number(info, "maxmemory");
        findings.put(Metric.REDIS_USED_BYTES, used);
        // Nought is no limit.
        if (most > 0) {
            findings.put(Metric.REDIS_MEMORY_PERCENT, 100 * used / most);
        }
    }

    private static double number(Map<String, String> info, String name) {
        String text = info.get(name);
        if (text == null) {
            throw new MeasuringException("Redis does not tell its " + name);
        }
        return Double.parseDouble(text);
    }
}
