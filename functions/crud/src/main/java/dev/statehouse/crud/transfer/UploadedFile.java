package dev.statehouse.crud.transfer;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;

/**
 * A file that was sent to an upload's link.
 *
 * @param format {@code csv} or {@code ndjson}
 */
@Introspected
record UploadedFile(
        @NotNull UUID uploadId,

        @NotNull @Pattern(regexp = "csv|ndjson", message = "must be csv or ndjson")
        String format) {}
