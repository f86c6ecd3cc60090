package dev.statehouse.data.cache;

import dev.statehouse.data.DataError;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Redis's keys with a workspace's or a person's id in their name, whatever they are for: those of later caches too. To find them all
 * keys are looked through, a thousand at a time. Thread-safe.
 */
@Singleton
public final class SubjectKeys {

    private static final RedisScript SCAN = RedisScript.of("""
            local page = redis.call('SCAN', ARGV[1], 'MATCH', ARGV[2], 'COUNT', 1000)
            table.insert(page[2], 1, page[1])
            return page[2]
            """);

    private final Redis redis;

    SubjectKeys(Redis redis) {
        this.redis = redis;
    }

    /**
     * Some of the keys; none once all are deleted.
     *
     * @throws DataError {@code UNAVAILABLE} if Redis did not answer
     */
    public List<String> some(UUID subjectId, int most) {
        List<String> found = new ArrayList<>();
        if (!redis.isSetUp()) {
            return found;
        }
        String cursor = "0";
        do {
            List<Object> page = redis.run(SCAN, new String[0], cursor, "*" + subjectId + "*")
                    .orElseThrow(() -> new DataError(DataError.Kind.UNAVAILABLE, "the cache is not available"));
            cursor = String.valueOf(page.getFirst());
            page.stream().skip(1).map(String::valueOf).distinct().forEach(found::add);
        } while (!cursor.equals("0") && found.size() < most);
        return found.stream().distinct().toList();
    }

    /** Deletes keys, one by one: those of different slots can't be deleted together on a cluster. */
    public void delete(List<String> keys) {
        keys.forEach(redis::forget);
    }
}
