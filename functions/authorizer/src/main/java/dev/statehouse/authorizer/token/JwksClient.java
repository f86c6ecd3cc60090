package dev.statehouse.authorizer.token;

import dev.statehouse.outbound.GuardedHttps;
import dev.statehouse.outbound.HttpsAnswer;
import dev.statehouse.outbound.HttpsRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/**
 * Fetches the keys of an issuer over HTTPS: 256 KB at most, within three seconds, from the public internet, and from nowhere
 * else than asked. Thread-safe.
 */
@Singleton
class JwksClient {

    private static final int MOST_BYTES = 262_144;
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration READ = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofSeconds(3);

    private static final Map<String, String> HEADERS = Map.of("Accept", "application/jwk-set+json, application/json");

    private static final int OK = 200;

    private final GuardedHttps https;

    JwksClient(JwksSettings settings) {
        this.https = new GuardedHttps(settings.ca(), settings.privateAddresses());
    }

    /** @throws IOException if the issuer does not give them, in this way and time */
    byte[] fetch(String url) throws IOException {
        HttpsAnswer answer = https.send(new HttpsRequest(url, HEADERS, null, MOST_BYTES + 1, CONNECT, READ, WHOLE));
        if (answer.status() != OK) {
            throw new IOException("the status is " + answer.status());
        }
        if (answer.body().length > MOST_BYTES) {
            throw new IOException("more than " + MOST_BYTES + " bytes");
        }
        return answer.body();
    }
}
