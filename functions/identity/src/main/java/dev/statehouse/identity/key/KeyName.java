package dev.statehouse.identity.key;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What a key is to be called. */
@Introspected
record KeyName(@NotBlank @Size(max = 200) String name) {}
