package dev.statehouse.crud.transfer;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * A file to be sent.
 *
 * @param bytes its size, at most 100 MB; the link takes no other
 */
@Introspected
record NewUpload(@NotNull @Min(1) @Max(NewUpload.MOST_BYTES) Long bytes) {

    static final long MOST_BYTES = 100L * 1024 * 1024;
}
