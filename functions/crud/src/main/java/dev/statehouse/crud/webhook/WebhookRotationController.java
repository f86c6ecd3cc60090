package dev.statehouse.crud.webhook;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.Enqueued;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.data.webhook.WebhookSecretRotation;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import dev.statehouse.vault.CredentialCipher;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;

/** Has the secrets of a workspace's webhooks put under the present key: by a job, for the worker alone decrypts them. */
@Controller("/v1/webhooks/rotation")
@Tag(name = "Webhooks")
class WebhookRotationController {

    private final Workspaces workspaces;
    private final WebhookSecrets secrets;
    private final CredentialCipher cipher;
    private final JobQueue queue;
    private final Writes writes;

    WebhookRotationController(
            Workspaces workspaces, WebhookSecrets secrets, CredentialCipher cipher, JobQueue queue, Writes writes) {
        this.workspaces = workspaces;
        this.secrets = secrets;
        this.cipher = cipher;
        this.queue = queue;
        this.writes = writes;
    }

    @Get
    @Operation(summary = "Show how many secrets of webhooks are under which key")
    @Permitted(Permission.WEBHOOKS_ADMIN)
    SecretKeys show(Caller caller) {
        return SecretKeys.of(cipher.presentKey(), workspaces.read(caller, secrets::keys));
    }

    @Post
    @Operation(
            summary = "Have the secrets of webhooks put under the present key by a job",
            description =
                    "The secrets themselves stay as they are: receivers notice nothing. While such a job waits or runs,"
                            + " another request answers the same one. It ends as dead if a secret does not decrypt; the others are"
                            + " under the present key then.")
    @Answers(value = Enqueued.class, status = 202)
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<?> rotate(Caller caller) {
        String key = cipher.presentKey();
        return writes.once(caller, () -> {
            Enqueued job = queue.enqueue(WebhookSecretRotation.KIND
                    .of(new WebhookSecretRotation(key))
                    .unique("all"));
            return HttpResponse.accepted(URI.create("/v1/jobs/" + job.id())).body(job);
        });
    }
}
