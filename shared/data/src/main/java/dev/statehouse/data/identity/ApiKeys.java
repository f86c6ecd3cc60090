package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The API keys of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ApiKeys extends GenericRepository<ApiKey, UUID> {

    @Query("""
            SELECT id, workspace_id, secret_sha256, role, user_id, expires_at, revoked_at
            FROM api_keys
            WHERE id = :id
            """)
    @Nullable
    ApiKey find(UUID id);
}
