package dev.statehouse.data.prompt;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One move of a label.
 *
 * @param fromVersion null where the label was made
 * @param toVersion null where it was removed
 * @param movedBy null if a key that acts for nobody did it
 * @param undoes the move that this one took back, if it is a rollback
 */
@Introspected
@MappedEntity("prompt_label_moves")
public record PromptLabelMove(
        @Id UUID id,
        String label,
        @Nullable Integer fromVersion,
        @Nullable Integer toVersion,
        @Nullable UUID movedBy,
        @Nullable UUID undoes,
        Instant createdAt) {

    static final String COLUMNS = "id, label, from_version, to_version, moved_by, undoes, created_at";
}
