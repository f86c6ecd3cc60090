package dev.statehouse.data.cache;

import jakarta.inject.Singleton;
import java.util.Collection;

/**
 * What Redis remembers of API keys, each under {@code apikey:} and its prefix. Without Redis a change is seen once what is
 * remembered elsewhere of the key is over.
 */
@Singleton
public final class KeyMemory {

    private final Redis redis;

    KeyMemory(Redis redis) {
        this.redis = redis;
    }

    /** Under what a key is remembered. */
    public static String keyOf(String prefix) {
        return "apikey:" + prefix;
    }

    /** Forgets what is known of these keys; called once their change is committed. */
    public void forget(Collection<String> prefixes) {
        // One command each: keys of different slots can't be deleted together on a cluster.
        prefixes.forEach(prefix -> redis.forget(keyOf(prefix)));
    }
}
