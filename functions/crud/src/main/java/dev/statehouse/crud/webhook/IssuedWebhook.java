package dev.statehouse.crud.webhook;

import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.http.ShownOnce;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A webhook that was just made.
 *
 * @param secret that its deliveries are signed with; shown in this answer and never again: null in a repeat of it
 */
@Introspected
record IssuedWebhook(
        UUID id,
        @Nullable String secret,
        String name,
        String url,
        String description,
        List<String> eventTypes,
        boolean active,
        int revision,
        Instant createdAt)
        implements ShownOnce {

    static IssuedWebhook of(Webhook row, String secret) {
        return new IssuedWebhook(
                row.id(),
                secret,
                row.name(),
                row.url(),
                row.description(),
                row.eventTypes(),
                row.active(),
                row.revision(),
                row.createdAt());
    }

    @Override
    public IssuedWebhook withoutSecret() {
        return new IssuedWebhook(id, null, name, url, description, eventTypes, active, revision, createdAt);
    }

    /** Without the secret, for a log would keep it. */
    @Override
    public String toString() {
        return "webhook " + id;
    }
}
