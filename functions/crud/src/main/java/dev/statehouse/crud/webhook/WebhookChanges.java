package dev.statehouse.crud.webhook;

import dev.statehouse.data.webhook.Webhook;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a webhook; absent fields stay as they are.
 *
 * @param active true also ends that it is disabled, and forgets its failures
 */
@Introspected
record WebhookChanges(
        @Nullable @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank") @Size(max = 200)
        String name,

        @Nullable @Size(max = 1000) String url,
        @Nullable @Size(max = 1000) String description,

        @Nullable @Size(min = 1, max = 50)
        List<@NotNull @Pattern(regexp = EventTypes.FORM, message = EventTypes.NONE) String> eventTypes,

        @Nullable Boolean active) {

    String name(Webhook webhook) {
        return Objects.requireNonNullElse(name, webhook.name());
    }

    String url(Webhook webhook) {
        return url == null ? webhook.url() : Receiver.checked(url);
    }

    String description(Webhook webhook) {
        return Objects.requireNonNullElse(description, webhook.description());
    }

    String[] eventTypes(Webhook webhook) {
        return Objects.requireNonNullElse(eventTypes, webhook.eventTypes()).stream()
                .distinct()
                .sorted()
                .toArray(String[]::new);
    }

    boolean active(Webhook webhook) {
        return Objects.requireNonNullElse(active, webhook.active());
    }
}
