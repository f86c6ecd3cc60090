package dev.statehouse.crud.profile;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** An identity to be made. */
@Introspected
public record NewIdentity(@NotBlank @Size(max = 200) String name) {}
