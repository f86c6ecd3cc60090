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
     * By words, best first, in one statement; never empty.
     *
     * @param rows one more than the page holds tells whether there is a next
     */
    default List<ChunkMatch> byWords(WordQuestion question, SearchScope scope, int rows) {
        return byWords(new Json(Payloads.write(question)), new Json(Payloads.write(scope)), rows);
    }

    /** {@link #byWords(WordQuestion, SearchScope, int)}, of both as JSON. */
    @Query("""
            SELECT id, kind, project_id, title, content, tags, metadata, created_at, source, score,
                   title_marked, content_marked, words, scanned, complete
            FROM search_by_words(CAST(:question AS jsonb), CAST(:scope AS jsonb), CAST(:rows AS integer))
            """)
    List<ChunkMatch> byWords(Json question, Json scope, int rows);
}
