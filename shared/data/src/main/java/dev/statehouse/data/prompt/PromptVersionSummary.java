package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A version without its texts, as lists show it: a page of whole ones could be a hundred megabytes. */
@Introspected
public record PromptVersionSummary(
        UUID id,
        int number,
        Json variables,
        String changeNotes,
        @Nullable UUID authorId,
        Instant createdAt) {}
