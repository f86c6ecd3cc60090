package dev.statehouse.data.prompt;

import dev.statehouse.data.Json;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The prompt cards that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PromptCards extends GenericRepository<PromptCard, UUID> {

    /** An active card. */
    @Query("SELECT " + PromptCard.COLUMNS + " FROM visible_prompt_cards WHERE id = :id AND deleted_at IS NULL")
    @Nullable
    PromptCard find(UUID id);

    /** {@return the card, or nothing if its slug is taken} */
    @Query("""
            INSERT INTO prompt_cards (workspace_id, id, slug, title, description, tags, metadata, project_id, owner_id,
                                      visibility, search)
            VALUES ((SELECT current_workspace()), :id, :slug, :title, :description, CAST(:tags AS text[]),
                    CAST(:metadata AS jsonb), CAST(:projectId AS uuid), (SELECT current_person()), :visibility,
                    prompt_words(:title, CAST(:tags AS text[]), :description, NULL))
            ON CONFLICT DO NOTHING
            RETURNING\s""" + PromptCard.COLUMNS)
    List<PromptCard> insert(
            UUID id,
            String slug,
            String title,
            String description,
            String[] tags,
            Json metadata,
            @Nullable UUID projectId,
            String visibility);

    /**
     * Adds cards whose first version follows in the same transaction; the arrays are in the same order. The cards are added in
     * that of their slugs, so that two files with the same ones can't wait for each other.
     *
     * @param tagLists JSON arrays of texts
     * @param projectIds null for none
     * @param versions 1, or 0 for a card without a version
     * @param templates of the first versions, for the search; null without one
     * @return the ids of those whose slug was not taken
     */
    @Query("""
            INSERT INTO prompt_cards (workspace_id, id, slug, title, description, tags, metadata, variables, project_id,
                                      owner_id, visibility, last_version, search)
            SELECT (SELECT current_workspace()), n.id, n.slug, n.title, n.description, t.tags, CAST(n.metadata AS jsonb),
                   CAST(n.variables AS jsonb), n.project_id, (SELECT current_person()), n.visibility, n.last_version,
                   prompt_words(n.title, t.tags, n.description, n.template)
            FROM unnest(CAST(:ids AS uuid[]), CAST(:slugs AS text[]), CAST(:titles AS text[]),
                        CAST(:descriptions AS text[]), CAST(:tagLists AS text[]), CAST(:metadataObjects AS text[]),
                        CAST(:variableLists AS text[]), CAST(:projectIds AS uuid[]), CAST(:visibilities AS text[]),
                        CAST(:versions AS integer[]), CAST(:templates AS text[]))
                 AS n (id, slug, title, description, tags, metadata, variables, project_id, visibility, last_version,
                       template),
                 LATERAL (SELECT ARRAY(SELECT e.tag
                                       FROM jsonb_array_elements_text(CAST(n.tags AS jsonb)) WITH ORDINALITY AS e (tag, place)
                                       ORDER BY e.place)) AS t (tags)
            ORDER BY n.slug
            ON CONFLICT DO NOTHING
            RETURNING id
            """)
    List<UUID> insertAll(
            String[] ids,
            String[] slugs,
            String[] titles,
            String[] descriptions,
            String[] tagLists,
            String[] metadataObjects,
            String[] variableLists,
            @Nullable String[] projectIds,
            String[] visibilities,
            Integer[] versions,
            @Nullable String[] templates);

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @param moves whether {@code projectId} is to be set, to null too
     * @return the changed card, or nothing if it is not there or has another revision
     */
    @Query("""
            UPDATE prompt_cards
            SET title = coalesce(CAST(:title AS text), title),
                description = coalesce(CAST(:description AS text), description),
                tags = coalesce(CAST(:tags AS text[]), tags),
                metadata = coalesce(CAST(:metadata AS jsonb), metadata),
                visibility = coalesce(CAST(:visibility AS text), visibility),
                project_id = CASE WHEN :moves THEN CAST(:projectId AS uuid) ELSE project_id END,
                search = prompt_words(
                    coalesce(CAST(:title AS text), title),
                    coalesce(CAST(:tags AS text[]), tags),
                    coalesce(CAST(:description AS text), description),
                    (SELECT v.template FROM prompt_versions v
                     WHERE v.card_id = prompt_cards.id AND v.number = prompt_cards.last_version)),
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + PromptCard.COLUMNS)
    List<PromptCard> change(
            UUID id,
            @Nullable Integer expected,
            @Nullable String title,
            @Nullable String description,
            String @Nullable [] tags,
            @Nullable Json metadata,
            @Nullable String visibility,
            boolean moves,
            @Nullable UUID projectId);

    /** {@return the deleted card, or nothing if it is not there or has another revision} */
    @Query("""
            UPDATE prompt_cards
            SET deleted_at = now(), revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NULL
              AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + PromptCard.COLUMNS)
    List<PromptCard> delete(UUID id, @Nullable Integer expected);

    /** {@return the restored card, or nothing if there is no deleted card of this id} */
    @Query("""
            UPDATE prompt_cards
            SET deleted_at = NULL, revision = revision + 1, updated_at = now()
            WHERE id = :id AND deleted_at IS NOT NULL
            RETURNING\s""" + PromptCard.COLUMNS)
    List<PromptCard> restore(UUID id);
}
