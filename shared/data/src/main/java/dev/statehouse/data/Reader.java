package dev.statehouse.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micronaut.crac.OrderedResource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database's reader, a copy that answers what need not be the newest. It makes reads cheaper, never possible: where there is
 * none, or it fails, the writer is asked. Thread-safe.
 *
 * <p>Its pool is opened by the first read, and closed before a SnapStart snapshot, which must hold no connection.
 */
@Singleton
final class Reader implements OrderedResource {

    private static final Logger LOG = LoggerFactory.getLogger(Reader.class);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** The pause in terms of what the failure took: a reader that hangs is waited for a sixth of the time. */
    private static final int PAUSE_FACTOR = 5;

    private final ReaderSettings settings;
    private final DatabaseSettings database;
    private final DatabaseCredentials credentials;
    private final ReaderFallbacks fallbacks;
    private volatile long quietUntil = System.nanoTime();
    private @Nullable HikariDataSource pool;

    Reader(
            ReaderSettings settings,
            DatabaseSettings database,
            DatabaseCredentials credentials,
            ReaderFallbacks fallbacks) {
        this.settings = settings;
        this.database = database;
        this.credentials = credentials;
        this.fallbacks = fallbacks;
    }

    /**
     * What the reader answers; what the writer does where it has to be asked instead.
     *
     * @param read may run twice, first at the reader
     */
    <T> T orWriter(ReadFrom from, Supplier<T> read) {
        if (settings.host() == null || from.isWriterOnly()) {
            return from.writer(read);
        }
        if (System.nanoTime() - quietUntil < 0) {
            fallbacks.count("left alone");
            return from.writer(read);
        }
        long begun = System.nanoTime();
        try {
            return from.reader(read);
        } catch (RuntimeException failed) {
            if (!SqlErrors.isOfTheServer(failed)) {
                throw failed;
            }
            leaveAlone(failed, System.nanoTime() - begun);
            return from.writer(read);
        }
    }

    private void leaveAlone(RuntimeException failed, long tookNanos) {
        long pauseNanos = Math.clamp(PAUSE_FACTOR * tookNanos, SHORTEST_PAUSE.toNanos(), LONGEST_PAUSE.toNanos());
        quietUntil = System.nanoTime() + pauseNanos;
        String reason = SqlErrors.state(failed).orElse("no connection");
        LOG.warn(
                "The reader did not answer ({}) and is left alone for {} s",
                reason,
                Duration.ofNanos(pauseNanos).toSeconds());
        fallbacks.count(reason);
    }

    Connection connection() throws SQLException {
        return pool().getConnection();
    }

    private synchronized HikariDataSource pool() {
        HikariDataSource open = pool;
        if (open == null) {
            open = new HikariDataSource(configuration());
            pool = open;
        }
        return open;
    }

    private HikariConfig configuration() {
        HikariConfig configuration = new HikariConfig();
        configuration.setPoolName("reader");
        configuration.setDataSource(TenantDataSource.ofReader(settings.of(database), credentials));
        configuration.setReadOnly(true);
        configuration.setMaximumPoolSize(settings.poolSize());
        configuration.setMinimumIdle(0);
        configuration.setInitializationFailTimeout(-1);
        configuration.setConnectionTimeout(settings.connectionTimeoutMs());
        configuration.setIdleTimeout(30_000);
        // An endpoint spreads connections, not statements: a reader that was added gets its share with the next ones.
        configuration.setMaxLifetime(300_000);
        return configuration;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        close();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // The next read opens it.
    }

    @PreDestroy
    synchronized void close() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
