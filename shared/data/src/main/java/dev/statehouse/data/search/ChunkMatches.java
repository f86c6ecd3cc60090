package dev.statehouse.data.search;

import dev.statehouse.data.Json;
import dev.statehouse.data.job.Payloads;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;

/** Finds pieces of texts that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ChunkMatches extends GenericRepository<ChunkMatch, UUID> {

    /**
     * Best first, in one statement; never empty.
     *
     * @param rows one more than the page holds tells whether there is a next
     */
    default List<ChunkMatch> search(SearchQuestion question, SearchScope scope, int rows) {
        return search(new Json(Payloads.write(question)), new Json(Payloads.write(scope)), rows);
    }

    /** {@link #search(SearchQuestion, SearchScope, int)}, of both as JSON. */
    @Query("""
            SELECT id, kind, project_id, title, content, tags, metadata, created_at, source, score, similarity,
                   title_marked, content_marked, embedding, words, plan, scanned, missing, facets
            FROM search(CAST(:question AS jsonb), CAST(:scope AS jsonb), CAST(:rows AS integer))
            """)
    List<ChunkMatch> search(Json question, Json scope, int rows);

    /**
     * Keeps the vector of a question that an index answered, by which is measured how much it misses; for a few of them.
     *
     * @return false if it is none of the model's
     */
    @Query("SELECT keep_search_sample(:model, :vector)")
    boolean keepSample(UUID model, String vector);

    /**
     * Keeps how long searches by a vector took, of which the monitor tells the p95.
     *
     * @param ms of each, in milliseconds
     * @return of how many
     */
    @Query("SELECT operations.keep_search_times(CAST(:ms AS double precision[]))")
    int keepTimes(Double[] ms);
}
