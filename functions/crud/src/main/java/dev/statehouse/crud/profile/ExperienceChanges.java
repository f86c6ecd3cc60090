package dev.statehouse.crud.profile;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to change of an experience; absent fields stay as they are.
 *
 * @param endDate null in JSON: it lasts
 */
@Introspected
@SuppressWarnings("NullableOptional") // Three states, as JSON has them: absent, null, a value.
record ExperienceChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String organisation,

        @Nullable @Size(max = 500) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String title,

        @Nullable @Size(max = ProfileForms.LONGEST_TEXT) String description,
        @Nullable LocalDate startDate,
        @Nullable Optional<LocalDate> endDate,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags) {

    boolean ends() {
        return endDate != null;
    }

    @Nullable
    LocalDate newEnd() {
        return endDate == null ? null : endDate.orElse(null);
    }

    String @Nullable [] tagArray() {
        return tags == null ? null : tags.toArray(String[]::new);
    }
}
