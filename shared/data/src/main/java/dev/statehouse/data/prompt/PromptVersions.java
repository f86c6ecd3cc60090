package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The versions of the cards that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PromptVersions extends GenericRepository<PromptVersion, UUID> {

    /**
     * Adds the next version. The card's row is locked by its own update, so writers queue and numbers have no gap.
     *
     * @return the version, or nothing if there is no such active card
     */
    @Query("""
            WITH card AS (
                UPDATE prompt_cards
                SET last_version = last_version + 1,
                    variables = CAST(:variables AS jsonb),
                    search = prompt_words(title, tags, description, :template),
                    revision = revision + 1,
                    updated_at = now()
                WHERE id = :cardId AND deleted_at IS NULL
                RETURNING workspace_id, id, last_version
            )
            INSERT INTO prompt_versions (workspace_id, id, card_id, number, template, system_prompt, variables,
                                         change_notes, author_id)
            SELECT card.workspace_id, :id, card.id, card.last_version, :template, CAST(:systemPrompt AS text),
                   CAST(:variables AS jsonb), :changeNotes, (SELECT current_person())
            FROM card
            RETURNING\s""" + PromptVersion.COLUMNS + Embedded.OF_NEW)
    List<PromptVersion> insert(
            UUID id, UUID cardId, String template, @Nullable String systemPrompt, Json variables, String changeNotes);

    /** Adds the first versions of cards that were inserted as having one; the arrays are in the same order. */
    @Query("""
            INSERT INTO prompt_versions (workspace_id, id, card_id, number, template, system_prompt, variables,
                                         change_notes, author_id)
            SELECT (SELECT current_workspace()), n.id, n.card_id, 1, n.template, n.system_prompt,
                   CAST(n.variables AS jsonb), n.change_notes, (SELECT current_person())
            FROM unnest(CAST(:ids AS uuid[]), CAST(:cardIds AS uuid[]), CAST(:templates AS text[]),
                        CAST(:systemPrompts AS text[]), CAST(:variableLists AS text[]), CAST(:notes AS text[]))
                 AS n (id, card_id, template, system_prompt, variables, change_notes)
            """)
    void insertFirst(
            String[] ids,
            String[] cardIds,
            String[] templates,
            @Nullable String[] systemPrompts,
            String[] variableLists,
            String[] notes);

    /**
     * These versions in the order of their cards, newest card first, as many of them as hold so many characters; at
     * least one.
     *
     * @param numbers of the versions, in the order of the cards
     */
    @Query("SELECT " + PromptVersion.COLUMNS + Embedded.UNASKED + """

            FROM (
                SELECT v.*,
                       sum(length(v.template) + coalesce(length(v.system_prompt), 0)) OVER (
                           ORDER BY v.card_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS ahead
                FROM unnest(CAST(:cardIds AS uuid[]), CAST(:numbers AS integer[])) AS wanted (card_id, number)
                JOIN prompt_versions v ON v.card_id = wanted.card_id AND v.number = wanted.number
            ) v
            WHERE coalesce(v.ahead, 0) < :characters
            ORDER BY v.card_id DESC
            LIMIT 1000
            """)
    List<PromptVersion> some(String[] cardIds, Integer[] numbers, int characters);

    @Query("SELECT " + PromptVersion.COLUMNS + Embedded.OF_ROW + """

            FROM prompt_versions v
            WHERE v.card_id = :cardId AND v.number = :number
              AND EXISTS (SELECT FROM prompt_cards c WHERE c.id = v.card_id AND c.deleted_at IS NULL)
            """)
    @Nullable
    PromptVersion find(UUID cardId, int number);

    /**
     * Newest first.
     *
     * @param before number of the last row of the page before; null for the first page
     */
    @Query("""
            SELECT v.id, v.number, v.variables, v.change_notes, v.author_id, v.created_at
            FROM prompt_versions v
            WHERE v.card_id = :cardId AND (CAST(:before AS integer) IS NULL OR v.number < CAST(:before AS integer))
            ORDER BY v.number DESC
            LIMIT :rows
            """)
    List<PromptVersionSummary> list(UUID cardId, @Nullable Integer before, int rows);
}
