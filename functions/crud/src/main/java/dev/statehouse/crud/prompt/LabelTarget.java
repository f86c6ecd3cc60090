package dev.statehouse.crud.prompt;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * Where a label is to point.
 *
 * @param version number of a version of the card
 */
@Introspected
record LabelTarget(@NotNull @Min(1) Integer version) {}
