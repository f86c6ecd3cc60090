package dev.statehouse.data.identity;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** People, of all workspaces: only the identity function's role may read them. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Users extends GenericRepository<User, UUID> {

    @Query("SELECT " + User.COLUMNS + " FROM users WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    User find(UUID id);
}
