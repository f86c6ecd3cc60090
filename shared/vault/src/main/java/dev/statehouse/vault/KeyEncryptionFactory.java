package dev.statehouse.vault;

import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.kms.KmsClient;

/** Chooses where the keys are, by the environment. */
@Factory
final class KeyEncryptionFactory {

    // Two attempts end before the gateway's patience does.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Singleton
    KeyEncryption keys(CredentialSettings settings) {
        if (settings.keyFile() != null) {
            return new KeyFile(Path.of(settings.keyFile()));
        }
        if (settings.keyArn() != null) {
            return new KmsKeys(client(), settings.keyArn(), settings.knownArns());
        }
        return new NoKeys();
    }

    private static KmsClient client() {
        return KmsClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(2)))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(PATIENCE)
                        .build())
                .build();
    }
}
