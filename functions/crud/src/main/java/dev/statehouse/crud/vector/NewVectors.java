package dev.statehouse.crud.vector;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Vectors to be added together: all of them, or none. */
@Introspected
record NewVectors(@NotNull @Size(min = 1, max = 200) List<@NotNull @Valid NewVector> vectors) {}
