package dev.statehouse.data.operation;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** For operators: workspaces whose pieces are searched in a shard of their own. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Promotions extends GenericRepository<Promotion, UUID> {

    /** Lets the next maintenance give a workspace a shard of its own; false if there is no such workspace. */
    @Query("SELECT operations.promote_workspace(:workspace)")
    boolean promote(UUID workspace);

    /**
     * By their ids.
     *
     * @param after the last workspace of the page before; null for the first page
     */
    @Query("""
            SELECT workspace_id, state, shard, pieces, recall
            FROM operations.list_promotions(CAST(:after AS uuid), :rows)
            """)
    List<Promotion> list(@Nullable UUID after, int rows);
}
