package dev.statehouse.crud.profile;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A skill to be made.
 *
 * @param identityId never changes
 * @param category by which lists are filtered, letter by letter
 * @param level in words of the workspace's own
 */
@Introspected
public record NewSkill(
        @NotNull UUID identityId,
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 100) String category,

        @Nullable @Size(max = 50) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String level,

        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> keywords) {

    String[] keywordArray() {
        return keywords == null ? new String[0] : keywords.toArray(String[]::new);
    }
}
