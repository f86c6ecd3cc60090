package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
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
            RETURNING\s""" + PromptVersion.COLUMNS)
    List<PromptVersion> insert(
            UUID id, UUID cardId, String template, @Nullable String systemPrompt, Json variables, String changeNotes);

    @Query("SELECT " + PromptVersion.COLUMNS + """

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
