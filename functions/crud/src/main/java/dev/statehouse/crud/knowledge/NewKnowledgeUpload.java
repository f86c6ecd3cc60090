package dev.statehouse.crud.knowledge;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * A file to be sent.
 *
 * @param contentType {@code application/pdf}, {@code text/html}, {@code text/markdown} or {@code text/plain}, as its content is
 * @param bytes its size, at most 10 MB; the link takes no other
 * @param sha256 of its content, in 64 hexadecimal digits; the link takes no other
 */
@Introspected
record NewKnowledgeUpload(
        @NotNull @Pattern(regexp = KnowledgeForms.CONTENT_TYPE, message = KnowledgeForms.NO_CONTENT_TYPE)
        String contentType,

        @NotNull @Min(1) @Max(KnowledgeForms.MOST_BYTES) Integer bytes,

        @NotNull @Pattern(regexp = "[0-9a-f]{64}", message = "must be 64 hexadecimal digits in lower case")
        String sha256) {}
