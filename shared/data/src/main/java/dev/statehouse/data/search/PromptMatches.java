package dev.statehouse.data.search;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds prompt cards that the bound workspace and person may see by their text. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PromptMatches extends GenericRepository<PromptMatch, UUID> {

    /**
     * Best first, in one statement; never empty.
     *
     * @param question in the syntax of {@code websearch_to_tsquery}: words, "phrases", or, -exclusions
     * @param tags cards that have all of these; null for any
     * @param relaxed whether cards without some of the words count; null: only if no card has all of them
     * @param afterScore with {@code afterId} the last card of the page before; null for the first page
     * @param rows one more than the page holds tells whether there is a next
     */
    @Query("""
            SELECT id, slug, title, description, tags, project_id, last_version, visibility, score, match,
                   title_marked, description_marked, template_marked, scanned, complete
            FROM search_prompt_cards(
                CAST(:question AS text), CAST(:projectId AS uuid), CAST(:tags AS text[]), CAST(:variables AS jsonb),
                CAST(:metadata AS jsonb), CAST(:relaxed AS boolean), CAST(:afterScore AS double precision),
                CAST(:afterId AS uuid), CAST(:rows AS integer))
            """)
    List<PromptMatch> search(
            String question,
            @Nullable UUID projectId,
            String @Nullable [] tags,
            @Nullable Json variables,
            @Nullable Json metadata,
            @Nullable Boolean relaxed,
            @Nullable Double afterScore,
            @Nullable UUID afterId,
            int rows);
}
