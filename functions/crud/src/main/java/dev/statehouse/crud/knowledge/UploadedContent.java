package dev.statehouse.crud.knowledge;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import java.util.UUID;

/**
 * A file that was sent.
 *
 * @param uploadId of an upload of the same entry
 */
@Introspected
record UploadedContent(@NotNull UUID uploadId) {}
