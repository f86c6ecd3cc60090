package dev.statehouse.crud.webhook;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A webhook to be made.
 *
 * @param url that events are sent to by POST: https, on the public internet
 * @param eventTypes what it is told of; {@code *} for everything, also what there will be
 * @param active whether it is told anything; true if absent
 */
@Introspected
record NewWebhook(
        @NotBlank @Size(max = 200) String name,
        @NotNull @Size(max = 1000) String url,
        @Nullable @Size(max = 1000) String description,

        @NotNull @Size(min = 1, max = 50)
        List<@NotNull @Pattern(regexp = EventTypes.FORM, message = EventTypes.NONE) String> eventTypes,

        @Nullable Boolean active) {

    String descriptionOrNone() {
        return Objects.requireNonNullElse(description, "");
    }

    String[] eventTypeArray() {
        return eventTypes.stream().distinct().sorted().toArray(String[]::new);
    }

    boolean activeOrNot() {
        return !Boolean.FALSE.equals(active);
    }
}
