package dev.statehouse.data.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Introspected;

/**
 * What could not be measured.
 *
 * @param check what it is part of
 * @param detail why
 * @param isExpected whether it is so by the installation's form; if not, it is a reason of its own
 */
@Introspected
public record NotMeasured(
        String check,
        String detail,
        @JsonProperty("isExpected") boolean isExpected) {}
