package dev.statehouse.worker.webhook;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.data.webhook.WebhookNotice;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.data.workspace.OwnerAddresses;
import dev.statehouse.mail.Mail;
import dev.statehouse.mail.Mailer;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes to an owner of the workspace that a webhook was disabled, unless it is in use again by now, or gone. Should the worker end
 * between the message and the job's completion, the message comes twice.
 */
@Singleton
class WebhookNoticeHandler implements JobHandler<WebhookNotice> {

    private final Workspaces workspaces;
    private final Webhooks webhooks;
    private final OwnerAddresses owners;
    private final Optional<Mailer> mailer;

    WebhookNoticeHandler(Workspaces workspaces, Webhooks webhooks, OwnerAddresses owners, Optional<Mailer> mailer) {
        this.workspaces = workspaces;
        this.webhooks = webhooks;
        this.owners = owners;
        this.mailer = mailer;
    }

    private record News(@Nullable Webhook webhook, @Nullable String to) {}

    @Override
    public JobKind<WebhookNotice> kind() {
        return WebhookNotice.KIND;
    }

    @Override
    public void run(RunningJob job, WebhookNotice notice) {
        News news = workspaces.read(
                job.tenant(), () -> new News(webhooks.find(notice.webhookId()), owners.find(notice.ownerId())));
        Webhook webhook = news.webhook();
        if (webhook == null || webhook.disabledReason() == null || news.to() == null) {
            return;
        }
        send(message(news.to(), job.tenant().workspaceId(), webhook.id(), webhook.disabledReason()));
    }

    private void send(Mail mail) {
        Mailer way = mailer.orElseThrow(
                () -> JobFailure.lasting("neither MAIL_FROM nor MAIL_FOLDER is set, so no message is sent"));
        try {
            way.send(mail);
        } catch (RuntimeException failed) {
            // The exception's own text may quote the address.
            throw JobFailure.passing(
                    "the message could not be sent: " + failed.getClass().getSimpleName());
        }
    }

    // Neither names nor URLs: they are words of whoever made the webhook.
    private static Mail message(String to, UUID workspace, UUID webhook, String reason) {
        String why = reason.equals("gone")
                ? "its receiver answered that it wants no more events (410)"
                : "its receiver took no event for too long";
        return new Mail(to, "A webhook was disabled", """
                Webhook %s of your workspace %s
                was disabled: %s.

                Events that happen now are not sent to it. Those that were are told by

                GET /v1/webhooks/%1$s/deliveries

                Once the receiver is well, {"active": true} begins anew, sent by

                PATCH /v1/webhooks/%1$s""".formatted(webhook, workspace, why));
    }
}
