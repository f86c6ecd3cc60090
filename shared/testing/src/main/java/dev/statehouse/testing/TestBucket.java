package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A bucket of a test class in the S3-compatible store of the {@link Servers}.
 *
 * @param endpoint of the store
 */
public record TestBucket(String endpoint, String name) {

    /** A new bucket; empty where no store runs, because its jars were not built. */
    public static Optional<TestBucket> create() {
        String endpoint = Servers.running().env().getOrDefault("S3_ENDPOINT", "");
        if (endpoint.isEmpty()) {
            return Optional.empty();
        }
        TestBucket bucket = new TestBucket(endpoint, "uploads-" + UUID.randomUUID());
        bucket.create(HttpClient.newHttpClient());
        useAnyCredentials();
        return Optional.of(bucket);
    }

    /** The store takes any credentials; the SDK insists on having some. */
    public static void useAnyCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        System.setProperty("aws.region", "eu-central-1");
    }

    private void create(HttpClient client) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/" + name))
                .PUT(HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new IllegalStateException("the bucket was not created: " + status);
            }
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    /** What a function's environment says of it, as properties of an application context. */
    public Map<String, Object> properties() {
        return Map.of("uploads.bucket", name, "aws.endpoint-url-s3", endpoint);
    }
}
