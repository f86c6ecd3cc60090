package dev.statehouse.crud.profile;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a profile; absent fields stay as they are.
 *
 * @param slug the one before leads here still
 * @param maskSettings replaces all of it; ids that stand there already may stay, whatever became of what they name
 */
@Introspected
record ProfileChanges(
        @Nullable
        @Size(max = ProfileForms.LONGEST_SLUG)
        @Pattern(regexp = ProfileForms.SLUG, message = ProfileForms.NO_SLUG)
        String slug,

        @Nullable @Size(max = 500) @Pattern(regexp = ProfileForms.NOT_BLANK, message = ProfileForms.BLANK)
        String headline,

        @Nullable @Size(max = ProfileForms.LONGEST_TEXT) String summary,
        @Nullable @JsonProperty("isActive") Boolean switchedOn,
        @Nullable @JsonForm Json maskSettings) {}
