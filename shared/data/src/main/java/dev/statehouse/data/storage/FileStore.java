package dev.statehouse.data.storage;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The clients of S3, made together. */
record FileStore(S3Client client, S3Presigner presigner) {

    // A reader inside a transaction must fail before PostgreSQL ends the transaction as idle (5 s).
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** @param endpoint of a store other than Amazon's, which is addressed by path, since it has no names for buckets */
    static FileStore at(@Nullable String endpoint) {
        S3Configuration configuration = S3Configuration.builder()
                .pathStyleAccessEnabled(endpoint != null)
                .build();
        S3ClientBuilder client = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(PATIENCE))
                .serviceConfiguration(configuration);
        S3Presigner.Builder presigner = S3Presigner.builder().serviceConfiguration(configuration);
        if (endpoint != null) {
            client.endpointOverride(URI.create(endpoint));
            presigner.endpointOverride(URI.create(endpoint));
        }
        return new FileStore(client.build(), presigner.build());
    }
}
