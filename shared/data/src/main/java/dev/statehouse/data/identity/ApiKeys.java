package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys as the authorizer sees them: one, by its public prefix, before any workspace is known. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiKeys extends GenericRepository<ApiKey, UUID> {

    @Query("""
            SELECT id, workspace_id, secret_sha256, role, user_id, expires_at, revoked_at
            FROM find_api_key(:prefix)
            """)
    @Nullable
    ApiKey find(String prefix);
}
