package dev.statehouse.crud.vector;

import dev.statehouse.data.Json;
import dev.statehouse.http.JsonForm;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A vector to be made.
 *
 * @param content of up to 20,000 characters, searched in one piece
 * @param values as many numbers as the model has dimensions, of finite size and not all zero; the worker makes them if they are absent,
 *     of a model that searches use and whose vectors callers don't bring
 * @param modelId the embedding model that they are of; the workspace's default if absent
 * @param conversationId what it is of: then it has the conversation's owner, visibility and project
 * @param messageId likewise, of that conversation, which need not be named
 * @param projectId absent, or the conversation's, where there is one
 * @param visibility {@code private} unless it is {@code workspace}; absent, or the conversation's, where there is one
 * @param metadata any JSON object
 */
@Introspected
public record NewVector(
        @NotNull @Size(min = 1, max = VectorForms.LONGEST_CONTENT)
        String content,

        @Nullable @Size(min = 1, max = VectorForms.MOST_DIMENSIONS)
        List<@NotNull Double> values,

        @Nullable UUID modelId,
        @Nullable UUID conversationId,
        @Nullable UUID messageId,
        @Nullable UUID projectId,

        @Nullable @Pattern(regexp = VectorForms.VISIBILITY, message = VectorForms.NO_VISIBILITY)
        String visibility,

        @Nullable @JsonForm(most = VectorForms.MOST_METADATA)
        Json metadata,

        @Nullable @Size(max = 50) List<@NotNull @Size(min = 1, max = 100) String> tags) {}
