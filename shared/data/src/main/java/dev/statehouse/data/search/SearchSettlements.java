package dev.statehouse.data.search;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pieces of the bound workspace that are not as its settings say yet. For the worker's role. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SearchSettlements extends GenericRepository<SearchSetting, UUID> {

    /**
     * Brings the next pieces into line.
     *
     * @param most so many of them
     * @return how many were looked at, 0 once all are in line; null while transactions are under way that may write by the settings of
     *     before
     */
    @Query("SELECT settle_chunks(CAST(:most AS integer))")
    @Nullable
    Integer next(int most);
}
