package dev.statehouse.crud.profile;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a skill; absent fields stay as they are.
 *
 * @param level null in JSON takes it away
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record SkillChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String name,

        @Nullable @Size(max = 100) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String category,

        @Nullable
        Optional<@Size(max = 50) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK) String> level,

        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> keywords) {

    boolean movesLevel() {
        return level != null;
    }

    @Nullable
    String newLevel() {
        return level == null ? null : level.orElse(null);
    }

    String @Nullable [] keywordArray() {
        return keywords == null ? null : keywords.toArray(String[]::new);
    }
}
