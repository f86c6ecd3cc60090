package dev.statehouse.data.webhook;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to deliver an event.
 *
 * @param jobId the job whose attempts these are; a redelivery has a job of its own
 * @param event as it was sent
 * @param attempt counts from 1 in each job
 * @param delivered whether the answer was a success
 * @param status of the answer; null if none came
 * @param durationMs from the connection's begin to the answer
 * @param error why it was not delivered; null if it was
 */
@Introspected
@MappedEntity("webhook_deliveries")
public record WebhookDelivery(
        @Id UUID id,
        UUID jobId,
        Json event,
        int attempt,
        boolean delivered,
        @Nullable Integer status,
        int durationMs,
        @Nullable String error,
        Instant createdAt) {

    static final String COLUMNS = "id, job_id, event, attempt, delivered, status, duration_ms, error, created_at";
}
