package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a style guide; absent fields stay as they are.
 *
 * @param projectId null in JSON makes it one of all the workspace
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record StyleGuideChanges(
        @Nullable Optional<UUID> projectId,

        @Nullable @Pattern(regexp = NewStyleGuide.LANGUAGE, message = NewStyleGuide.NO_LANGUAGE)
        String language,

        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = NewStyleGuide.LONGEST) String content,
        @Nullable @JsonForm Json settings) {

    boolean movesProject() {
        return projectId != null;
    }

    @Nullable
    UUID newProject() {
        return projectId == null ? null : projectId.orElse(null);
    }
}
