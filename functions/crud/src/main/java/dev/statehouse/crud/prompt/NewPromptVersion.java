package dev.statehouse.crud.prompt;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A version to be added.
 *
 * @param variables all that the texts take; if absent, each {@code {{name}}} in them is a required text
 */
@Introspected
public record NewPromptVersion(
        @NotNull @Size(min = 1, max = 1_000_000) String template,
        @Nullable @Size(max = 1_000_000) String systemPrompt,
        @Nullable @Size(max = 100) List<@Valid @NotNull Variable> variables,
        @Nullable @Size(max = 10_000) String changeNotes) {

    String changeNotesOrNone() {
        return Objects.requireNonNullElse(changeNotes, "");
    }
}
