package dev.statehouse.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * The role and password to connect with: from the environment, or read from AWS Secrets Manager at the first
 * connection (never before: a secret must not enter a SnapStart snapshot). Thread-safe.
 */
@Singleton
final class DatabaseCredentials {

    private final DatabaseSettings settings;
    private volatile @Nullable Credentials read;

    DatabaseCredentials(DatabaseSettings settings) {
        this.settings = settings;
    }

    record Credentials(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    Credentials current() {
        Credentials known = read;
        if (known == null) {
            String secretId = settings.secretId();
            known = secretId == null ? fromEnvironment() : fromSecret(secretId);
            read = known;
        }
        return known;
    }

    /** After a refused password: whether asking again can bring another one (the secret was rotated). */
    boolean forget() {
        read = null;
        return settings.secretId() != null;
    }

    private Credentials fromEnvironment() {
        return new Credentials(
                Objects.requireNonNull(settings.user(), "DATABASE_USER is not set"),
                Objects.requireNonNull(settings.password(), "neither DATABASE_PASSWORD nor DATABASE_SECRET_ID is set"));
    }

    private static Credentials fromSecret(String secretId) {
        try (SecretsManagerClient secrets = SecretsManagerClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            JsonNode secret = new ObjectMapper()
                    .readTree(secrets.getSecretValue(request -> request.secretId(secretId))
                            .secretString());
            return new Credentials(
                    secret.required("username").asText(),
                    secret.required("password").asText());
        } catch (JsonProcessingException unreadable) {
            // The exception would quote the secret.
            throw new IllegalStateException("the secret is not a JSON object with username and password");
        }
    }
}
