package dev.statehouse.embedding;

import dev.statehouse.outbound.GuardedHttps;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/**
 * Signs requests to Amazon Bedrock by the function's own role, for its own region. One signed request needs no client of
 * Bedrock's own, which reads answers of any size. All of it is made at the first request, after a snapshot. Thread-safe.
 */
final class Aws implements AutoCloseable {

    private final @Nullable String endpoint;
    private final GuardedHttps https;
    private @Nullable Signer signer;

    /** @param endpoint of a stand-in for Bedrock; null for the region's own */
    Aws(@Nullable String endpoint) {
        this.endpoint = endpoint;
        // A VPC endpoint's address is private.
        this.https = endpoint == null ? new GuardedHttps(null, true) : GuardedHttps.orPlain(null);
    }

    /** For tests: as whom, and where. */
    Aws(@Nullable String endpoint, AwsCredentialsProvider credentials, Region region) {
        this(endpoint);
        this.signer = new Signer(AwsV4HttpSigner.create(), credentials, region);
    }

    GuardedHttps https() {
        return https;
    }

    /** @param path encoded */
    RemoteApi.Call signed(String path, byte[] body) {
        try {
            Signer by = signer();
            return by.sign(endpoint == null ? by.endpoint() : URI.create(endpoint), path, body);
        } catch (SdkException nobody) {
            throw EmbeddingFailedException.passing("the function has no role or region for Amazon Bedrock", nobody);
        }
    }

    private synchronized Signer signer() {
        if (signer == null) {
            signer = new Signer(
                    AwsV4HttpSigner.create(),
                    DefaultCredentialsProvider.builder().build(),
                    DefaultAwsRegionProviderChain.builder().build().getRegion());
        }
        return signer;
    }

    @Override
    public synchronized void close() {
        if (signer != null && signer.credentials() instanceof SdkAutoCloseable open) {
            open.close();
        }
    }

    private record Signer(AwsV4HttpSigner signer, AwsCredentialsProvider credentials, Region region) {

        URI endpoint() {
            return URI.create("https://bedrock-runtime.%s.%s"
                    .formatted(region.id(), PartitionMetadata.of(region).dnsSuffix()));
        }

        RemoteApi.Call sign(URI endpoint, String path, byte[] body) {
            SdkHttpRequest request = SdkHttpRequest.builder()
                    .method(SdkHttpMethod.POST)
                    .uri(endpoint)
                    .encodedPath(path)
                    .putHeader("Content-Type", "application/json")
                    .putHeader("Accept", "application/json")
                    .build();
            SignedRequest signed = signer.sign(signing -> signing.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "bedrock")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()));
            Map<String, String> headers = new HashMap<>();
            signed.request().forEachHeader((name, values) -> headers.put(name, values.getFirst()));
            return new RemoteApi.Call(signed.request().getUri().toString(), headers, body);
        }
    }
}
