package dev.statehouse.data.audit;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The audit log of the bound workspace. Triggers write it; nothing here changes an entry. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface AuditEntries extends GenericRepository<AuditEntry, UUID> {

    /**
     * Newest first; each filter is off where null.
     *
     * @param lowestId and so the earliest time
     * @param belowId that is not reached any more
     */
    @Query("SELECT " + AuditEntry.COLUMNS + """

            FROM audit_entries
            WHERE (CAST(:relation AS text) IS NULL OR relation = CAST(:relation AS text))
              AND (CAST(:rowId AS text) IS NULL OR row_id = CAST(:rowId AS text))
              AND (CAST(:action AS text) IS NULL OR action = CAST(:action AS text))
              AND (CAST(:personId AS uuid) IS NULL OR person_id = CAST(:personId AS uuid))
              AND (CAST(:credentialId AS uuid) IS NULL OR credential_id = CAST(:credentialId AS uuid))
              AND (CAST(:lowestId AS uuid) IS NULL OR id >= CAST(:lowestId AS uuid))
              AND (CAST(:belowId AS uuid) IS NULL OR id < CAST(:belowId AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<AuditEntry> list(
            @Nullable String relation,
            @Nullable String rowId,
            @Nullable String action,
            @Nullable UUID personId,
            @Nullable UUID credentialId,
            @Nullable UUID lowestId,
            @Nullable UUID belowId,
            int rows);

    /**
     * Recomputes the chain, up to its first broken link.
     *
     * @param from number of a link
     * @param links at most so many
     */
    @Query("""
            SELECT checked, next_number AS next, links, broken, fault, last_hash
            FROM verify_audit_log(:from, :links)
            """)
    AuditCheck verify(long from, int links);

    /** Writes down that an operation was refused; false if it was only counted, for too many were within the last minute. */
    @Query("SELECT record_refusal(:operation, :reason)")
    boolean refuse(String operation, String reason);
}
