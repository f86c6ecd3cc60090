package dev.statehouse.data.limit;

import dev.statehouse.data.cache.Redis;
import dev.statehouse.data.cache.RedisScript;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits that hold across all instances, kept in Redis. While Redis can't answer, each instance counts in its own memory: n
 * instances then allow up to n times the quota, and never everything. Thread-safe.
 *
 * <pre>{@code
 * Taken taken = limits.take(List.of(
 *         new Limit("login:account:" + account, 10, Duration.ofMinutes(15)),
 *         new Limit("login:" + Addresses.key(visitor.address()), 30, Duration.ofMinutes(15))));
 * if (!taken.allowed()) …
 * }</pre>
 */
@Singleton
public final class RateLimits {

    private static final RedisScript TAKE = RedisScript.of(RateLimits.class, "gcra.lua", "take.lua");

    private final Redis redis;
    private final Clock clock;
    private final MemoryLimits memory = new MemoryLimits();

    RateLimits(Redis redis, Clock clock) {
        this.redis = redis;
        this.clock = clock;
    }

    /** Takes one request from all of these limits, of which there is at least one; if one of them refuses, from none. */
    public Taken take(List<Limit> limits) {
        return redis.run(TAKE, limits.stream().map(Limit::key).toArray(String[]::new), arguments(limits))
                .map(Taken::of)
                .orElseGet(() -> takeFromMemory(limits));
    }

    /** The same without asking Redis; for those who know that it does not answer. */
    public Taken takeFromMemory(List<Limit> limits) {
        return memory.take(limits, micros());
    }

    /** What {@link #takeFromMemory} would answer, if that is a refusal; takes nothing. */
    public Optional<Taken> refuseFromMemory(Limit limit) {
        return Optional.of(memory.look(limit, micros())).filter(taken -> !taken.allowed());
    }

    /** What scripts are told of the time, in microseconds: nothing, for Redis has its own, unless a test has set the clock. */
    public String scriptTime() {
        return clock.equals(Clock.systemUTC()) ? "" : String.valueOf(micros());
    }

    private long micros() {
        return Duration.between(Instant.EPOCH, clock.instant()).toNanos() / 1_000;
    }

    private String[] arguments(List<Limit> limits) {
        List<String> arguments = new ArrayList<>(List.of(scriptTime()));
        for (Limit limit : limits) {
            arguments.add(limit.name());
            arguments.add(String.valueOf(limit.quota()));
            arguments.add(String.valueOf(limit.windowMicros()));
        }
        return arguments.toArray(String[]::new);
    }
}
