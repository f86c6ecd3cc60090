package dev.statehouse.crud.project;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What to change of a project; absent fields stay as they are. */
@Introspected
@Schema(example = """
                {"labels": {"plan": "paid-plan", "build": "paid-build"}}""")
record ProjectChanges(
        @Nullable @Size(max = 200) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = 10_000) String description,
        @Nullable @JsonForm(orArray = true) Json labels,
        @Nullable @JsonForm Json settings) {}
