package dev.statehouse.data.webhook;

import dev.statehouse.data.Json;
import dev.statehouse.data.job.Payloads;
import dev.statehouse.data.job.UnreadablePayload;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a webhook is told: that something happened, and to what. The names are the audit log's.
 *
 * @param id of the audit log's entry, and the same at each attempt; ids are in the order of time
 * @param type such as {@code prompt-card.updated}
 * @param occurredAt instant, in UTC
 * @param changed names of the columns that an update changed
 */
public record WebhookEvent(
        UUID id,
        String type,
        UUID workspaceId,
        String occurredAt,
        Actor actor,
        Resource resource,
        List<String> changed) {

    /** What is sent at somebody's request, to see whether it arrives; no change stands behind it. */
    public static final String TEST = "webhook.test";

    /**
     * Who did it.
     *
     * @param personId null if nobody, or a key that acts for nobody
     * @param via key, session or token; null if no request stands behind it
     * @param credentialId the key, session or token issuer
     */
    public record Actor(
            @Nullable UUID personId,
            @Nullable String via,
            @Nullable UUID credentialId) {}

    /**
     * What it happened to.
     *
     * @param type the table, such as {@code prompt_cards}
     * @param id key of the row; its parts are joined by slashes
     */
    public record Resource(String type, String id) {}

    /** As JSON, the same text at each attempt. */
    public String json() {
        return Payloads.write(this);
    }

    /** Reads what was once sent. */
    public static WebhookEvent of(Json json) {
        try {
            return Payloads.read(json.text(), WebhookEvent.class);
        } catch (UnreadablePayload foreign) {
            throw new IllegalStateException("an event of the log can't be read", foreign);
        }
    }
}
