package dev.statehouse.data;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Where the database's reader is, from the environment variables {@code DATABASE_READER_HOST}, {@code DATABASE_READER_PORT} and so
 * on. The database's name, role and password are those of {@link DatabaseSettings}, for a reader is a copy of it.
 *
 * @param host name that the server's certificate must carry; absent means that there is no reader
 * @param ca file of PEM certificates to trust; absent means the JVM's trust store
 * @param poolSize connections at most: a Lambda instance serves one event at a time
 * @param connectionTimeoutMs how long a connection is waited for before the writer is asked; one that comes later is kept for the
 *     next read
 * @param socketTimeoutSeconds how long an answer is waited for before the writer is asked. Far below the writer's: RDS Proxy holds a
 *     statement back for minutes while no reader is available, rather than refuse it (Amazon RDS User Guide, "Working with Amazon RDS
 *     Proxy endpoints")
 */
@ConfigurationProperties("database.reader")
record ReaderSettings(
        @Nullable String host,
        @Bindable(defaultValue = "5432") int port,
        @Nullable String ca,
        @Bindable(defaultValue = "2") int poolSize,
        @Bindable(defaultValue = "1000") int connectionTimeoutMs,
        @Bindable(defaultValue = "5") int socketTimeoutSeconds) {

    /** The same database at its reader, which there must be. */
    DatabaseSettings of(DatabaseSettings database) {
        if (host == null) {
            throw new IllegalStateException("DATABASE_READER_HOST is not set");
        }
        return new DatabaseSettings(
                host,
                port,
                database.name(),
                database.user(),
                database.password(),
                database.secretId(),
                ca,
                socketTimeoutSeconds);
    }
}
