package dev.statehouse.data.webhook;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log of the bound workspace's deliveries. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface WebhookDeliveries extends GenericRepository<WebhookDelivery, UUID> {

    @Query("SELECT " + WebhookDelivery.COLUMNS + """

            FROM webhook_deliveries
            WHERE webhook_id = :webhookId AND id = :id
            """)
    @Nullable
    WebhookDelivery find(UUID webhookId, UUID id);

    /** Newest first. */
    @Query("SELECT " + WebhookDelivery.COLUMNS + """

            FROM webhook_deliveries
            WHERE webhook_id = :webhookId AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<WebhookDelivery> list(UUID webhookId, @Nullable UUID before, int rows);

    /** For the worker's role alone, which may not read what it writes. */
    @Query("""
            INSERT INTO webhook_deliveries
                (workspace_id, id, webhook_id, job_id, event, attempt, delivered, status, duration_ms, error, created_at)
            VALUES ((SELECT current_workspace()), :id, :webhookId, :jobId, CAST(:event AS jsonb), :attempt, :delivered,
                    CAST(:status AS smallint), :durationMs, CAST(:error AS text), CAST(:at AS timestamptz))
            """)
    void insert(
            UUID id,
            UUID webhookId,
            UUID jobId,
            Json event,
            int attempt,
            boolean delivered,
            @Nullable Integer status,
            int durationMs,
            @Nullable String error,
            Instant at);
}
