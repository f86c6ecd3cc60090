package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change of a project; absent fields stay as they are. */
@Introspected
record ProjectChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = 10_000) String description,
        @Nullable @JsonForm(orArray = true) Json labels,
        @Nullable @JsonForm Json settings) {}
