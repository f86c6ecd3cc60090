package dev.statehouse.data.prompt;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A text of a prompt, as it was written; it never changes.
 *
 * @param number 1, 2, 3 … in its card, without gaps
 * @param template text with {@code {{variable}}} and {@code {{> slug@label}}}
 * @param variables that the template takes: {@code [{"name", "type", "required", "default", "description"}]}
 * @param authorId who wrote it; null if a key that acts for nobody did
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("prompt_versions")
public record PromptVersion(
        @Id UUID id,
        UUID cardId,
        int number,
        String template,
        @Nullable String systemPrompt,
        Json variables,
        String changeNotes,
        @Nullable UUID authorId,
        Instant createdAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "id, card_id, number, template, system_prompt, variables, change_notes, author_id, created_at";
}
