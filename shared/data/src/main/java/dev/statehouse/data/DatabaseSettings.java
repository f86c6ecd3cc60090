package dev.statehouse.data;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is, from the environment variables {@code DATABASE_HOST}, {@code DATABASE_PORT} and so on.
 *
 * @param host name that the server's certificate must carry
 * @param user role of this function, unless the secret names one
 * @param password of the role; absent where {@code secretId} is given
 * @param secretId secret of AWS Secrets Manager with {@code username} and {@code password}
 * @param ca file of PEM certificates to trust; absent means the JVM's trust store
 * @param socketTimeoutSeconds how long an answer is waited for: beyond the roles' statement_timeout (20 s), within the
 *     gateway's 30 s
 */
@ConfigurationProperties("database")
record DatabaseSettings(
        @Bindable(defaultValue = "localhost") String host,
        @Bindable(defaultValue = "5432") int port,
        @Bindable(defaultValue = "statehouse") String name,
        @Nullable String user,
        @Nullable String password,
        @Nullable String secretId,
        @Nullable String ca,
        @Bindable(defaultValue = "25") int socketTimeoutSeconds) {}
