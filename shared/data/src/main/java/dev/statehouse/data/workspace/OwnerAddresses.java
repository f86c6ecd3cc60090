package dev.statehouse.data.workspace;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where the owners of the bound workspace are written to, for the worker's role, which sees nothing else of people. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface OwnerAddresses extends GenericRepository<Membership, UUID> {

    /** Null if the person is no owner, or has proved no address. */
    @Query("SELECT owner_address(:personId)")
    @Nullable
    String find(UUID personId);
}
