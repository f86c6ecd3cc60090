package dev.statehouse.data.cache;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, from the environment variables {@code REDIS_HOST}, {@code REDIS_PORT} and so on; always over TLS.
 *
 * @param host name that the server's certificate must carry; absent means that there is no Redis
 * @param password absent where none is asked for
 * @param timeoutMs how long a request waits for Redis; a busy test machine needs more
 * @param ca file of PEM certificates to trust; absent means the JVM's trust store
 */
@ConfigurationProperties("redis")
record RedisSettings(
        @Nullable String host,
        @Bindable(defaultValue = "6379") int port,
        @Nullable String password,
        @Bindable(defaultValue = "100") int timeoutMs,
        @Nullable String ca) {}
