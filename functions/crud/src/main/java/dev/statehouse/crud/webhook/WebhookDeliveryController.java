package dev.statehouse.crud.webhook;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.Enqueued;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.data.webhook.WebhookDeliveries;
import dev.statehouse.data.webhook.WebhookDelivery;
import dev.statehouse.data.webhook.WebhookEvent;
import dev.statehouse.data.webhook.WebhookMessage;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of a webhook's events, and what is sent at somebody's request. */
@Controller("/v1/webhooks/{id}")
@Tag(name = "Webhooks")
class WebhookDeliveryController {

    private final Workspaces workspaces;
    private final Webhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final JobQueue queue;
    private final Writes writes;
    private final Clock clock;

    WebhookDeliveryController(
            Workspaces workspaces,
            Webhooks webhooks,
            WebhookDeliveries deliveries,
            JobQueue queue,
            Writes writes,
            Clock clock) {
        this.workspaces = workspaces;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.queue = queue;
        this.writes = writes;
        this.clock = clock;
    }

    @Get("/deliveries")
    @Operation(
            summary = "List the attempts to deliver events, newest first",
            description = "Those that are yet to come are jobs of the kind `webhook-delivery`: `/v1/jobs` lists them.")
    @Permitted(Permission.WEBHOOKS_READ)
    Listing<WebhookDelivery> list(
            Caller caller, UUID id, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        List<WebhookDelivery> found = workspaces.read(caller, () -> {
            known(id);
            return deliveries.list(id, before, rows + 1);
        });
        return Listing.of(Page.of(found, rows), delivery -> delivery.id().toString());
    }

    @Post("/deliveries/{deliveryId}/redeliver")
    @Operation(summary = "Send an event again, with the id that it had")
    @Answers(value = Enqueued.class, status = 202)
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<?> redeliver(Caller caller, UUID id, UUID deliveryId) {
        return writes.once(caller, () -> {
            checkActive(id);
            WebhookDelivery delivery = deliveries.find(id, deliveryId);
            if (delivery == null) {
                throw new DataError(DataError.Kind.NOT_FOUND, "there is no such delivery");
            }
            return enqueued(id, WebhookEvent.of(delivery.event()));
        });
    }

    @Post("/test")
    @Operation(
            summary = "Send an event of the type `webhook.test`, to see whether it arrives",
            description = "It is delivered, tried again and logged like any other; `resource` is the webhook.")
    @Answers(value = Enqueued.class, status = 202)
    @Permitted(Permission.WEBHOOKS_ADMIN)
    HttpResponse<?> test(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            checkActive(id);
            return enqueued(id, TestEvent.of(caller, id, clock.instant()));
        });
    }

    private MutableHttpResponse<Enqueued> enqueued(UUID id, WebhookEvent event) {
        Enqueued job = queue.enqueue(WebhookMessage.KIND.of(new WebhookMessage(id, event)));
        return HttpResponse.<Enqueued>accepted(URI.create("/v1/jobs/" + job.id()))
                .body(job);
    }

    private void checkActive(UUID id) {
        if (!known(id).active()) {
            throw new DataError(DataError.Kind.CONFLICT, "the webhook is not active");
        }
    }

    private Webhook known(UUID id) {
        Webhook webhook = webhooks.find(id);
        if (webhook == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such webhook");
        }
        return webhook;
    }
}
