package dev.statehouse.crud.job;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Which dead jobs are to be tried again.
 *
 * @param kind all of this kind, such as {@code audit-log-check}
 */
@Introspected
record DeadJobSelection(@NotBlank @Size(max = 63) String kind) {}
