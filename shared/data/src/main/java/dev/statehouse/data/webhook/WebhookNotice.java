package dev.statehouse.data.webhook;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import java.time.Duration;
import java.util.UUID;

/**
 * The news for an owner of the workspace that a webhook was disabled. Migrations enqueue this kind of job by its name, with the
 * same number of attempts.
 */
public record WebhookNotice(UUID webhookId, UUID ownerId) {

    /** All ten attempts take a day at most. */
    public static final JobKind<WebhookNotice> KIND = new JobKind<>(
            "webhook-notice", WebhookNotice.class, 10, new Backoff(Duration.ofMinutes(3), Duration.ofHours(12)));
}
