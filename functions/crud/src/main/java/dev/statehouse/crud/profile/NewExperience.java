package dev.statehouse.crud.profile;

import dev.statehouse.http.Problem.FieldError;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An experience to be made.
 *
 * @param identityId never changes
 * @param endDate absent while it lasts
 */
@Introspected
public record NewExperience(
        @NotNull UUID identityId,
        @NotBlank @Size(max = 200) String organisation,
        @NotBlank @Size(max = 500) String title,
        @Nullable @Size(max = ProfileForms.LONGEST_TEXT) String description,
        @NotNull LocalDate startDate,
        @Nullable LocalDate endDate,
        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags) {

    String descriptionOrNone() {
        return Objects.requireNonNullElse(description, "");
    }

    String[] tagArray() {
        return tags == null ? new String[0] : tags.toArray(String[]::new);
    }

    /** What no field is at fault for alone; PostgreSQL would name no row of a file. */
    public List<FieldError> faults() {
        return endDate != null && endDate.isBefore(startDate)
                ? List.of(FieldError.inBody("/endDate", "must not be before startDate"))
                : List.of();
    }
}
