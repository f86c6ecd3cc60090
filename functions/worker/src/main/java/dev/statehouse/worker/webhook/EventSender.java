package dev.statehouse.worker.webhook;

import dev.statehouse.data.webhook.WebhookEvent;
import dev.statehouse.outbound.GuardedHttps;
import dev.statehouse.outbound.HttpsRequest;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends events to their receivers: to the public internet, within ten seconds. Of the answer the status counts. Thread-safe. */
@Singleton
class EventSender {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration WHOLE = Duration.ofSeconds(10);

    private final GuardedHttps https;
    private final Clock clock;

    EventSender(WebhookSettings settings, Clock clock) {
        this.https = new GuardedHttps(settings.ca(), settings.privateAddresses());
        this.clock = clock;
    }

    Result send(String url, WebhookEvent event, List<String> secrets) {
        HttpsRequest request = request(url, event, secrets);
        long start = System.nanoTime();
        try {
            return Result.of(https.send(request), since(start));
        } catch (IOException failed) {
            return Result.of(failed, since(start));
        }
    }

    private HttpsRequest request(String url, WebhookEvent event, List<String> secrets) {
        String id = event.id().toString();
        long timestamp = clock.instant().getEpochSecond();
        String body = event.json();
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Statehouse-Webhooks",
                "webhook-id",
                id,
                "webhook-timestamp",
                Long.toString(timestamp),
                "webhook-signature",
                Signatures.of(secrets, id, timestamp, body));
        return new HttpsRequest(url, headers, body.getBytes(StandardCharsets.UTF_8), 0, CONNECT, WHOLE, WHOLE);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
