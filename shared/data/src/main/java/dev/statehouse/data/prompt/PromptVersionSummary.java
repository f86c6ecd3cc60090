package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version without its texts, as lists show it: a page of whole ones could be a hundred megabytes. */
@Introspected
@MappedEntity("prompt_versions")
public record PromptVersionSummary(
        @Id UUID id,
        int number,
        Json variables,
        String changeNotes,
        @Nullable UUID authorId,
        Instant createdAt) {}
