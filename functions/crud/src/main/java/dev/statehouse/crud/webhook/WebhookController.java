package dev.statehouse.crud.webhook;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import dev.statehouse.vault.CredentialCipher;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who is told of the workspace's events. */
@Controller("/v1/webhooks")
@Tag(name = "Webhooks")
class WebhookController {

    /** In a workspace, give or take what is made at the same moment. */
    static final int MOST = 20;

    private final Workspaces workspaces;
    private final Webhooks webhooks;
    private final WebhookSecrets secrets;
    private final CredentialCipher cipher;
    private final Writes writes;
    private final Clock clock;

    WebhookController(
            Workspaces workspaces,
            Webhooks webhooks,
            WebhookSecrets secrets,
            CredentialCipher cipher,
            Writes writes,
            Clock clock) {
        this.workspaces = workspaces;
        this.webhooks = webhooks;
        this.secrets = secrets;
        this.cipher = cipher;
        this.writes = writes;
        this.clock = clock;
    }

    @Post
    @Operation(
            summary = "Be told of events; the secret is shown in this answer only, and null in a repeat of it",
            description =
                    "Each event is sent by POST as Standard Webhooks has it: `webhook-id`, `webhook-timestamp` and"
                            + " `webhook-signature`, which is `v1,` and the base64 of the HMAC-SHA256 of id, timestamp and body, joined"
                            + " by dots, under the secret's bytes. The body has `id`, `type`, `workspaceId`, `occurredAt`, `actor`,"
                            + " `resource` and the names of what `changed`, as the audit log names them, and no values. It comes at"
                            + " least once, with the same id, and not always in order; ids are in order. Any status of 200 to 299"
                            + " takes it; 410 ends all deliveries; everything else is tried again, ten times within a day. What is"
                            + " private to a person is told to nobody.")
    @Answers(value = IssuedWebhook.class, status = 201)
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<?> create(Caller caller, @Valid @Body NewWebhook body) {
        String url = Receiver.checked(body.url());
        SigningSecret secret = SigningSecret.make(cipher, caller.workspaceId());
        return writes.once(caller, () -> {
            if (webhooks.count() >= MOST) {
                throw new DataError(DataError.Kind.CONFLICT, "there are " + MOST + " webhooks: delete some first");
            }
            Webhook webhook = webhooks.insert(
                            Ids.next(),
                            body.name(),
                            url,
                            body.descriptionOrNone(),
                            body.eventTypeArray(),
                            body.activeOrNot())
                    .getFirst();
            add(secret, webhook.id(), clock.instant());
            return tagged(
                    HttpResponse.created(
                            IssuedWebhook.of(webhook, secret.text()), URI.create("/v1/webhooks/" + webhook.id())),
                    webhook);
        });
    }

    @Get
    @Operation(summary = "List the webhooks, newest first")
    @Permitted(Permission.WEBHOOKS_READ)
    Listing<Webhook> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> webhooks.list(before, rows + 1)), rows),
                webhook -> webhook.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a webhook, and whether it was disabled")
    @Answers(Webhook.class)
    @Permitted(Permission.WEBHOOKS_READ)
    HttpResponse<?> show(Caller caller, UUID id) {
        Webhook webhook = found(workspaces.read(caller, () -> webhooks.find(id)));
        return tagged(HttpResponse.ok(webhook), webhook);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a webhook, or have it told nothing for a while")
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<Webhook> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body WebhookChanges body) {
        Integer expected = Etag.required(ifMatch);
        Webhook changed = workspaces.write(caller, () -> {
            Webhook webhook = found(webhooks.lock(id));
            if (expected != null && expected != webhook.revision()) {
                throw stale();
            }
            return webhooks.change(
                            id,
                            body.name(webhook),
                            body.url(webhook),
                            body.description(webhook),
                            body.eventTypes(webhook),
                            body.active(webhook))
                    .getFirst();
        });
        return tagged(HttpResponse.ok(changed), changed);
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a webhook; what was not delivered yet is dropped")
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> {
            if (webhooks.delete(id, expected).isEmpty()) {
                found(webhooks.find(id));
                throw stale();
            }
            return id;
        });
        return HttpResponse.noContent();
    }

    @Post("/{id}/rotate")
    @Operation(
            summary = "Make a new secret; it is shown in this answer only, and null in a repeat of it",
            description = "For a while, a day unless told otherwise, deliveries have two signatures, of both secrets.")
    @Answers(IssuedSecret.class)
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<?> rotate(Caller caller, UUID id, @Valid @Body SecretRotation body) {
        SigningSecret secret = SigningSecret.make(cipher, caller.workspaceId());
        return writes.once(caller, () -> {
            Instant until = clock.instant().plus(body.overlap());
            add(secret, id, until);
            return HttpResponse.ok(new IssuedSecret(secret.text(), until));
        });
    }

    private void add(SigningSecret secret, UUID webhook, Instant until) {
        if (!secrets.add(
                webhook, secret.id(), secret.stored().keyName(), secret.stored().ciphertext(), until)) {
            throw missing();
        }
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, Webhook webhook) {
        return response.header(HttpHeaders.ETAG, Etag.of(webhook.revision()));
    }

    private static Webhook found(@Nullable Webhook webhook) {
        if (webhook == null) {
            throw missing();
        }
        return webhook;
    }

    private static DataError missing() {
        return new DataError(DataError.Kind.NOT_FOUND, "there is no such webhook");
    }

    private static DataError stale() {
        return new DataError(DataError.Kind.STALE, "the webhook changed since it was read");
    }
}
