package dev.statehouse.data.webhook;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.time.Duration;
import java.util.UUID;

/** An event on its way to a webhook. Migrations enqueue this kind of job by its name, with the same number of attempts. */
public record WebhookMessage(UUID webhookId, WebhookEvent event) {

    /** The first waits are minutes, the last ones half a day: all ten attempts take a day at most. */
    public static final JobKind<WebhookMessage> KIND = new JobKind<>(
            "webhook-delivery", WebhookMessage.class, 10, new Backoff(Duration.ofMinutes(3), Duration.ofHours(12)));
}
