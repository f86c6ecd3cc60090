package dev.statehouse.data.webhook;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of a workspace's events.
 *
 * @param eventTypes what it is told of; {@code *} for everything
 * @param active whether it is told anything
 * @param disabledAt when deliveries ended without anybody's doing; null once it is active again
 * @param disabledReason {@code gone} if the receiver answered 410; {@code failing} if it took nothing for too long
 * @param failingSince the first failed attempt since the last that was not; null while all is well
 * @param deadInRow events in a row that were given up after their last attempt
 * @param revision moves with what a caller changes, and when it is disabled; the ETag
 */
@Introspected
@MappedEntity("webhooks")
public record Webhook(
        @Id UUID id,
        String name,
        String url,
        String description,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> eventTypes,
        boolean active,
        @Nullable Instant disabledAt,
        @Nullable String disabledReason,
        @Nullable Instant failingSince,
        int deadInRow,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, name, url, description, event_types, active, disabled_at, disabled_reason,"
            + " failing_since, dead_in_row, revision, created_at, updated_at";
}
