package dev.statehouse.crud.prompt;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A card to be made.
 *
 * @param slug lower-case words joined by hyphens; made from the title if absent
 * @param metadata any JSON object
 * @param visibility {@code workspace} unless it is {@code private}
 * @param version its first version; a card may be made without one
 */
@Introspected
public record NewPromptCard(
        @NotBlank @Size(max = 500) String title,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*", message = "must be lower-case words joined by hyphens")
        String slug,

        @Nullable @Size(max = 10_000) String description,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags,
        @Nullable Json metadata,
        @Nullable UUID projectId,

        @Nullable @Pattern(regexp = "workspace|private", message = "must be workspace or private")
        String visibility,

        @Nullable @Valid NewPromptVersion version) {

    String descriptionOrNone() {
        return Objects.requireNonNullElse(description, "");
    }

    List<String> tagsOrNone() {
        return Objects.requireNonNullElse(tags, List.of());
    }

    Json metadataOrNone() {
        return Objects.requireNonNullElse(metadata, Json.EMPTY_OBJECT);
    }

    String visibilityOrDefault() {
        return Objects.requireNonNullElse(visibility, "workspace");
    }
}
