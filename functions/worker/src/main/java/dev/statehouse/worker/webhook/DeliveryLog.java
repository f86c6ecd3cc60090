package dev.statehouse.worker.webhook;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.data.webhook.WebhookDeliveries;
import dev.statehouse.data.webhook.WebhookMessage;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes down what came of deliveries, and disables a webhook that takes none: 20 events in a row that were given up, or three
 * days of failures alone. Called inside a transaction. Thread-safe.
 */
@Singleton
class DeliveryLog {

    private static final int MOST_DEAD = 20;
    private static final Duration MOST_FAILING = Duration.ofDays(3);

    private final Webhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final Clock clock;

    DeliveryLog(Webhooks webhooks, WebhookDeliveries deliveries, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    boolean delivered(RunningJob job, WebhookMessage message, Result result) {
        write(job, message, result);
        return webhooks.succeeded(message.webhookId()).isEmpty();
    }

    /** The receiver wants no more events. */
    boolean gone(RunningJob job, WebhookMessage message, Result result) {
        write(job, message, result);
        return disable(message, "gone");
    }

    /** {@return whether the webhook is disabled now} */
    boolean failed(RunningJob job, WebhookMessage message, Result result) {
        write(job, message, result);
        Instant now = clock.instant();
        int dead = job.attempt() >= WebhookMessage.KIND.maxAttempts() ? 1 : 0;
        return webhooks.failed(message.webhookId(), now, dead).stream()
                .anyMatch(webhook -> isHopeless(webhook, now) && disable(message, "failing"));
    }

    private static boolean isHopeless(Webhook webhook, Instant now) {
        Instant since = webhook.failingSince();
        return webhook.deadInRow() >= MOST_DEAD || (since != null && !since.isAfter(now.minus(MOST_FAILING)));
    }

    private boolean disable(WebhookMessage message, String reason) {
        return !webhooks.disable(message.webhookId(), clock.instant(), reason).isEmpty();
    }

    private void write(RunningJob job, WebhookMessage message, Result result) {
        deliveries.insert(
                Ids.next(),
                message.webhookId(),
                job.id(),
                new Json(message.event().json()),
                job.attempt(),
                result.isDelivered(),
                result.status(),
                result.durationMs(),
                result.error(),
                clock.instant());
    }
}
