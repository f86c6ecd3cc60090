package dev.statehouse.maintenance;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Where archives go: {@code ARCHIVE_BUCKET}, of Amazon S3 or of the store that {@code AWS_ENDPOINT_URL_S3} names. Thread-safe.
 */
@Singleton
final class ArchiveBucket {

    private final @Nullable String bucket;
    private final @Nullable String endpoint;
    private @Nullable S3Client client;

    ArchiveBucket(
            @Nullable @Property(name = "archive.bucket") String bucket,
            @Nullable @Property(name = "aws.endpoint-url-s3") String endpoint) {
        this.bucket = bucket;
        this.endpoint = endpoint;
    }

    /** Begins a file, which is there once it is completed, and in place of another of its name. */
    ArchiveUpload upload(String key) {
        return new ArchiveUpload(client(), name(), key);
    }

    void write(String key, byte[] content) {
        client().putObject(
                        put -> put.bucket(name()).key(key).contentType("application/json"),
                        RequestBody.fromBytes(content));
    }

    InputStream open(String key) {
        return client().getObject(get -> get.bucket(name()).key(key));
    }

    private String name() {
        if (bucket == null) {
            throw new IllegalStateException("no bucket is set up for archives");
        }
        return bucket;
    }

    // At the first use and not before: in init, credentials would be caught in a snapshot that outlives them.
    private synchronized S3Client client() {
        if (client == null) {
            S3ClientBuilder builder = S3Client.builder()
                    .forcePathStyle(endpoint != null)
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(Duration.ofSeconds(2))
                            .socketTimeout(Duration.ofSeconds(30)));
            if (endpoint != null) {
                builder.endpointOverride(URI.create(endpoint));
            }
            client = builder.build();
        }
        return client;
    }
}
