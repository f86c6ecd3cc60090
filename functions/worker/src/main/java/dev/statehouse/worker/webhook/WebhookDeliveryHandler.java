package dev.statehouse.worker.webhook;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.data.webhook.WebhookMessage;
import dev.statehouse.data.webhook.WebhookSecret;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.outbound.RetryAfter;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sends an event to a webhook, unless it is inactive by now or gone. It comes at least once: should the worker end between the
 * answer and its entry in the log, the event is sent again, with its id.
 */
@Singleton
class WebhookDeliveryHandler implements JobHandler<WebhookMessage> {

    private final Workspaces workspaces;
    private final Webhooks webhooks;
    private final WebhookSecrets secrets;
    private final CredentialCipher cipher;
    private final EventSender sender;
    private final DeliveryLog log;
    private final Clock clock;

    WebhookDeliveryHandler(
            Workspaces workspaces,
            Webhooks webhooks,
            WebhookSecrets secrets,
            CredentialCipher cipher,
            EventSender sender,
            DeliveryLog log,
            Clock clock) {
        this.workspaces = workspaces;
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.cipher = cipher;
        this.sender = sender;
        this.log = log;
        this.clock = clock;
    }

    /** Where to send, and what to sign with. */
    private record Target(@Nullable Webhook webhook, List<WebhookSecret> secrets) {}

    @Override
    public JobKind<WebhookMessage> kind() {
        return WebhookMessage.KIND;
    }

    @Override
    public void run(RunningJob job, WebhookMessage message) {
        UUID id = message.webhookId();
        Target target = workspaces.read(
                job.tenant(), () -> new Target(webhooks.find(id), secrets.signing(id, clock.instant())));
        if (target.webhook() == null || !target.webhook().active()) {
            return;
        }
        Result result = sender.send(target.webhook().url(), message.event(), inTheClear(job, target.secrets()));
        if (result.isDelivered()) {
            job.completing(() -> log.delivered(job, message, result));
        } else if (result.isGone()) {
            job.completing(() -> log.gone(job, message, result));
        } else {
            fail(job, message, result);
        }
    }

    private List<String> inTheClear(RunningJob job, List<WebhookSecret> stored) {
        if (stored.isEmpty()) {
            throw JobFailure.lasting("the webhook has no secret");
        }
        UUID workspace = job.tenant().workspaceId();
        return stored.stream()
                .map(secret -> cipher.decrypt(
                        CredentialPlace.ofWebhookSecret(workspace, secret.id()),
                        new EncryptedValue(secret.keyName(), secret.ciphertext())))
                .toList();
    }

    private void fail(RunningJob job, WebhookMessage message, Result result) {
        boolean disabled = workspaces.write(job.tenant(), () -> log.failed(job, message, result));
        String error = Objects.requireNonNull(result.error());
        if (disabled) {
            throw JobFailure.lasting(error + "; the webhook is disabled");
        }
        throw JobFailure.passing(error, RetryAfter.of(result.retryAfter(), clock.instant()));
    }
}
