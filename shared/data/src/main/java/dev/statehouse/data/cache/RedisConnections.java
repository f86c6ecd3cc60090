package dev.statehouse.data.cache;

import dev.statehouse.outbound.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connections that are open and not in use: as many as were ever needed at once, which is one where requests are served one by
 * one. Thread-safe.
 */
final class RedisConnections {

    private static final int CONNECT_TIMEOUT_MS = 2_000;
    private static final int MOST_ON_THE_WAY = 16;

    private final RedisSettings settings;
    private final ConcurrentLinkedDeque<Connection> kept = new ConcurrentLinkedDeque<>();
    private final Semaphore onTheWay = new Semaphore(MOST_ON_THE_WAY);
    private volatile @Nullable JedisClientConfig configuration;

    RedisConnections(RedisSettings settings) {
        this.settings = settings;
    }

    /** {@return the one that was used last, whose server may have closed it since; null if there is none} */
    @Nullable
    Connection kept() {
        return kept.pollFirst();
    }

    void keep(Connection connection) {
        kept.addFirst(connection);
    }

    /** A new one. What comes later than a request waits is kept for the next. */
    Connection made() throws InterruptedException, TimeoutException {
        if (!onTheWay.tryAcquire()) {
            throw new TimeoutException(MOST_ON_THE_WAY + " connections are being made");
        }
        CompletableFuture<Connection> coming = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("redis-connect").start(() -> connect(coming));
        try {
            return coming.get(settings.timeoutMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            if (coming.cancel(false)) {
                throw late;
            }
            return coming.join();
        } catch (ExecutionException failed) {
            throw new JedisException(failed.getCause());
        }
    }

    private void connect(CompletableFuture<Connection> coming) {
        try {
            Connection made = connection();
            if (!coming.complete(made)) {
                keep(made);
            }
        } catch (RuntimeException failed) {
            coming.completeExceptionally(failed);
        } finally {
            onTheWay.release();
        }
    }

    private Connection connection() {
        JedisClientConfig known = configuration;
        if (known == null) {
            known = configuration(settings);
            configuration = known;
        }
        Connection made =
                new Connection(new HostAndPort(Objects.requireNonNull(settings.host()), settings.port()), known);
        made.setSoTimeout(settings.timeoutMs());
        return made;
    }

    private static JedisClientConfig configuration(RedisSettings settings) {
        SSLParameters named = new SSLParameters();
        named.setEndpointIdentificationAlgorithm("HTTPS");
        DefaultJedisClientConfig.Builder configuration = DefaultJedisClientConfig.builder()
                .ssl(true)
                .sslParameters(named)
                .connectionTimeoutMillis(CONNECT_TIMEOUT_MS)
                .socketTimeoutMillis(CONNECT_TIMEOUT_MS)
                // Two round trips less at each connect.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
        try {
            configuration.sslSocketFactory(Trust.in(settings.ca()));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (settings.password() != null) {
            configuration.password(settings.password());
        }
        return configuration.build();
    }

    void close(Connection connection) {
        try {
            connection.close();
        } catch (JedisException gone) {
            // By its other end.
        }
    }

    /** Closes those that are not in use. */
    void closeKept() {
        for (Connection connection = kept.pollFirst(); connection != null; connection = kept.pollFirst()) {
            close(connection);
        }
    }
}
