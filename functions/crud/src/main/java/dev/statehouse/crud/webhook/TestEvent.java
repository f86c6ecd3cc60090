package dev.statehouse.crud.webhook;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Origin;
import dev.statehouse.data.webhook.WebhookEvent;
import dev.statehouse.http.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** An event behind which there is no change. */
final class TestEvent {

    private TestEvent() {}

    static WebhookEvent of(Caller caller, UUID webhook, Instant now) {
        Origin.Via via = caller.origin().via();
        return new WebhookEvent(
                Ids.next(),
                WebhookEvent.TEST,
                caller.workspaceId(),
                now.toString(),
                new WebhookEvent.Actor(
                        caller.personId(),
                        via == null ? null : via.label(),
                        caller.origin().credentialId()),
                new WebhookEvent.Resource("webhooks", webhook.toString()),
                List.of());
    }
}
