package dev.statehouse.data.webhook;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;

/**
 * A job that puts the secrets of its workspace's webhooks under a key.
 *
 * @param keyName of the key, which must be the worker's present one by then
 */
public record WebhookSecretRotation(String keyName) {

    public static final JobKind<WebhookSecretRotation> KIND =
            new JobKind<>("webhook-secret-rotation", WebhookSecretRotation.class, 10, Backoff.USUAL);
}
