package dev.statehouse.crud.embedding;

import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What to change of an embedding model; absent fields stay as they are. On what is absent here its vectors depend. */
@Introspected
record EmbeddingModelChanges(
        @Nullable @Size(max = 100) @Pattern(regexp = "(?s).*\\S.*", message = "must not be blank")
        String name,

        @Nullable @Size(max = 500) String queryPrefix,
        @Nullable UUID credentialId,
        @Nullable @DecimalMin("-1") @DecimalMax("1") Float threshold,
        @Nullable @Min(1) @Max(1000) Integer effort) {}
