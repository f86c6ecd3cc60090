package dev.statehouse.data.webhook;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The webhooks of the bound workspace. Their events are enqueued by the database itself. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Webhooks extends GenericRepository<Webhook, UUID> {

    @Query("SELECT " + Webhook.COLUMNS + " FROM webhooks WHERE id = :id")
    @Nullable
    Webhook find(UUID id);

    /** To be changed in this transaction. */
    @Query("SELECT " + Webhook.COLUMNS + " FROM webhooks WHERE id = :id FOR UPDATE")
    @Nullable
    Webhook lock(UUID id);

    /** Newest first. */
    @Query("SELECT " + Webhook.COLUMNS + """

            FROM webhooks
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<Webhook> list(@Nullable UUID before, int rows);

    @Query("SELECT count(*) FROM webhooks")
    int count();

    @Query("""
            INSERT INTO webhooks (workspace_id, id, name, url, description, event_types, active)
            VALUES ((SELECT current_workspace()), :id, :name, :url, :description, CAST(:eventTypes AS text[]), :active)
            RETURNING\s""" + Webhook.COLUMNS)
    List<Webhook> insert(UUID id, String name, String url, String description, String[] eventTypes, boolean active);

    /** Sets all that may change of one that is locked. One that is made active begins anew. */
    @Query("""
            UPDATE webhooks
            SET name = :name,
                url = :url,
                description = :description,
                event_types = CAST(:eventTypes AS text[]),
                active = :active,
                disabled_at = CASE WHEN :active THEN NULL ELSE disabled_at END,
                disabled_reason = CASE WHEN :active THEN NULL ELSE disabled_reason END,
                failing_since = CASE WHEN :active AND NOT active THEN NULL ELSE failing_since END,
                dead_in_row = CASE WHEN :active AND NOT active THEN 0 ELSE dead_in_row END,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id
            RETURNING\s""" + Webhook.COLUMNS)
    List<Webhook> change(UUID id, String name, String url, String description, String[] eventTypes, boolean active);

    /** {@return the deleted webhook, or nothing if it is not there or has another revision} */
    @Query("""
            DELETE FROM webhooks
            WHERE id = :id AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + Webhook.COLUMNS)
    List<Webhook> delete(UUID id, @Nullable Integer expected);

    /** Forgets its failures; nothing is written where there were none. */
    @Query("""
            UPDATE webhooks
            SET failing_since = NULL, dead_in_row = 0, updated_at = now()
            WHERE id = :id AND (failing_since IS NOT NULL OR dead_in_row > 0)
            RETURNING id
            """)
    List<UUID> succeeded(UUID id);

    /**
     * Notes a failed attempt.
     *
     * @param dead 1 if it was the event's last one, or else 0
     */
    @Query("""
            UPDATE webhooks
            SET failing_since = coalesce(failing_since, CAST(:at AS timestamptz)),
                dead_in_row = dead_in_row + :dead,
                updated_at = now()
            WHERE id = :id
            RETURNING\s""" + Webhook.COLUMNS)
    List<Webhook> failed(UUID id, Instant at, int dead);

    /** {@return its id, or nothing if it is not active any more} */
    @Query("""
            UPDATE webhooks
            SET active = false,
                disabled_at = CAST(:at AS timestamptz),
                disabled_reason = :reason,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND active
            RETURNING id
            """)
    List<UUID> disable(UUID id, Instant at, String reason);
}
