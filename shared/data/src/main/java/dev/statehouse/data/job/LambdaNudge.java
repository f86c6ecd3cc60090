package dev.statehouse.data.job;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Invokes the worker's function asynchronously (Lambda API Reference, "Invoke"). One signed request needs no client of Lambda's
 * own, which would be the larger part of a function's package. All of it is made at the first nudge, after a SnapStart snapshot.
 *
 * <p>{@code WORKER_FUNCTION_ARN} names the function and its alias; {@code AWS_ENDPOINT_URL_LAMBDA}, or {@code AWS_ENDPOINT_URL},
 * a stand-in for AWS.
 */
@Singleton
@Requires(property = "worker.function-arn")
final class LambdaNudge implements Nudge {

    private static final byte[] EVENT = "{\"nudge\":true}".getBytes(StandardCharsets.UTF_8);
    private static final int ACCEPTED = 202;
    // Beyond what anybody waits for, so that one that is only slow still arrives.
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final FunctionArn function;
    private final URI endpoint;
    private @Nullable Sender sender;

    LambdaNudge(
            @Property(name = "worker.function-arn") String arn,
            @Nullable @Property(name = "aws.endpoint-url-lambda") String endpoint,
            @Nullable @Property(name = "aws.endpoint-url") String anyEndpoint) {
        this.function = FunctionArn.parse(arn);
        String given = endpoint == null ? anyEndpoint : endpoint;
        this.endpoint = given == null ? function.endpoint() : URI.create(given);
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void send() throws IOException {
        HttpExecuteResponse response = sender().send(request());
        int status = response.httpResponse().statusCode();
        // Read to its end, or the connection is not used again.
        try (InputStream body =
                response.responseBody().<InputStream>map(all -> all).orElse(InputStream.nullInputStream())) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        if (status != ACCEPTED) {
            throw new IOException("Lambda answered " + status);
        }
    }

    private SdkHttpRequest request() {
        return SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint)
                .encodedPath("/2015-03-31/functions/" + function.name() + "/invocations")
                .putRawQueryParameter("Qualifier", function.alias())
                .putHeader("X-Amz-Invocation-Type", "Event")
                .putHeader("Content-Type", "application/json")
                .putHeader("Content-Length", Integer.toString(EVENT.length))
                .build();
    }

    private synchronized Sender sender() {
        if (sender == null) {
            sender = new Sender(
                    UrlConnectionHttpClient.builder()
                            .connectionTimeout(TIMEOUT)
                            .socketTimeout(TIMEOUT)
                            .build(),
                    DefaultCredentialsProvider.builder().build(),
                    AwsV4HttpSigner.create(),
                    function.region());
        }
        return sender;
    }

    private record Sender(
            SdkHttpClient http, AwsCredentialsProvider credentials, AwsV4HttpSigner signer, String region) {

        HttpExecuteResponse send(SdkHttpRequest request) throws IOException {
            SignedRequest signed = signer.sign(signing -> signing.identity(credentials.resolveCredentials())
                    .request(request)
                    .payload(() -> new ByteArrayInputStream(EVENT))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "lambda")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region));
            return http.prepareRequest(HttpExecuteRequest.builder()
                            .request(signed.request())
                            .contentStreamProvider(signed.payload().orElse(null))
                            .build())
                    .call();
        }
    }

    /** {@code arn:PARTITION:lambda:REGION:ACCOUNT:function:NAME:ALIAS}. */
    private record FunctionArn(String region, String name, String alias) {

        private static final int PARTS = 8;

        static FunctionArn parse(String arn) {
            String[] parts = arn.split(":", -1);
            if (parts.length != PARTS || !parts[2].equals("lambda") || !parts[5].equals("function")) {
                throw new IllegalArgumentException("WORKER_FUNCTION_ARN must be the ARN of a function's alias");
            }
            return new FunctionArn(parts[3], parts[6], parts[7]);
        }

        URI endpoint() {
            return URI.create("https://lambda.%s.%s"
                    .formatted(region, PartitionMetadata.of(Region.of(region)).dnsSuffix()));
        }
    }
}
