package dev.statehouse.crud.project;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * A project to be made.
 *
 * @param slug lower-case words joined by hyphens, at most 100 characters
 */
@Introspected
record NewProject(
        @NotNull
        @Size(max = 100)
        @Pattern(
                regexp = "(?!.*--)[a-z0-9]([a-z0-9-]*[a-z0-9])?",
                message = "must be lower-case words joined by hyphens")
        String slug,

        @NotBlank @Size(max = 200) String name) {}
