package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A version that is in use under a label, on its own or as part of what includes it.
 *
 * @param label by which it was reached
 * @param asked whether it was asked for itself, rather than included
 * @param number of the version; null if the card has no such label, or no version yet
 */
@Introspected
@MappedEntity("prompt_versions")
public record LivePrompt(
        @Id UUID cardId,
        String slug,
        String label,
        boolean asked,
        String visibility,
        @Nullable UUID versionId,
        @Nullable Integer number,
        @Nullable String template,
        @Nullable String systemPrompt,
        @Nullable Json variables,
        @Nullable Instant createdAt) {}
