package dev.statehouse.crud.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A profile to be made.
 *
 * @param identityId never changes
 * @param slug lower-case words joined by hyphens, at most 100 characters, that are and were no other profile's
 * @param switchedOn true if absent
 * @param maskSettings any JSON object; in it {@code experiences} and {@code skills} are lists of ids of the identity's own, at
 *     most 200 each, in the order in which they are shown
 */
@Introspected
public record NewProfile(
        @NotNull UUID identityId,

        @NotNull
        @Size(max = ProfileForms.LONGEST_SLUG)
        @Pattern(regexp = ProfileForms.SLUG, message = ProfileForms.NO_SLUG)
        String slug,

        @NotBlank @Size(max = 500) String headline,
        @Nullable @Size(max = ProfileForms.LONGEST_TEXT) String summary,
        @Nullable @JsonProperty("isActive") Boolean switchedOn,
        @Nullable @JsonForm Json maskSettings) {

    String summaryOrNone() {
        return Objects.requireNonNullElse(summary, "");
    }

    boolean isSwitchedOn() {
        return Objects.requireNonNullElse(switchedOn, true);
    }

    /** What the mask shows; nothing if it is not said. */
    Json settingsOrNone() {
        return Objects.requireNonNullElse(maskSettings, Json.EMPTY_OBJECT);
    }
}
