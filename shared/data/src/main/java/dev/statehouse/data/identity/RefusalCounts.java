package dev.statehouse.data.identity;

import dev.statehouse.data.cache.Redis;
import dev.statehouse.data.cache.RedisScript;
import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.limit.RateLimits;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Redis's counts of requests that a limit refused. {@link KnownCredentials} counts, and gives a credential's counts out once a
 * minute; here are those of credentials that fell silent before. What Redis forgets is lost. Thread-safe.
 */
@Singleton
public final class RefusalCounts {

    private static final RedisScript TAKE = script("take_refusals");
    private static final RedisScript RETURN = script("return_refusals");
    private static final RedisScript DUE = script("due_refusals");
    private static final int VALUES = 4;

    private final Redis redis;
    private final RateLimits limits;

    RefusalCounts(Redis redis, RateLimits limits) {
        this.redis = redis;
        this.limits = limits;
    }

    private static RedisScript script(String name) {
        return RedisScript.of(
                RateLimits.class, "gcra.lua", "refusals.lua", "/dev/statehouse/data/identity/" + name + ".lua");
    }

    /**
     * Takes what was first counted this long ago, the oldest first; nothing if Redis does not answer.
     *
     * @param most of how many credentials
     */
    public List<RefusedRequests> take(Duration kept, int most) {
        List<Object> values = redis.run(TAKE, new String[0], limits.scriptTime(), ms(kept), String.valueOf(most))
                .orElse(List.of());
        List<RefusedRequests> taken = new ArrayList<>();
        for (int i = 0; i + VALUES <= values.size(); i += VALUES) {
            KnownCredential known = KnownCredential.parse(String.valueOf(values.get(i + 2)));
            // What another version wrote down can't be told of.
            if (known != null) {
                taken.add(refused(known, values.get(i), values.get(i + 1), values.get(i + 3)));
            }
        }
        return taken;
    }

    /** @param since in ms since 1970 */
    static RefusedRequests refused(KnownCredential known, Object requests, Object since, Object key) {
        return new RefusedRequests(known, String.valueOf(key), (Long) requests, Instant.ofEpochMilli((Long) since));
    }

    /** Counts them again, for the log could not be told; if Redis answers in time. */
    public void giveBack(RefusedRequests refused) {
        redis.run(
                RETURN,
                new String[] {refused.key()},
                String.valueOf(refused.requests()),
                String.valueOf(refused.since().toEpochMilli()),
                refused.known().text());
    }

    /** How many credentials {@link #take} would find; none if Redis does not answer. */
    public DueRows due(Duration kept) {
        return redis.run(DUE, new String[0], limits.scriptTime(), ms(kept))
                .map(RefusalCounts::due)
                .orElse(new DueRows(0, null));
    }

    private static DueRows due(List<Object> values) {
        long oldest = (Long) values.get(1);
        return new DueRows((Long) values.get(0), oldest < 0 ? null : Instant.ofEpochMilli(oldest));
    }

    private static String ms(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
