package dev.statehouse.data.prompt;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What labels point at, with all that it includes, in one statement. The label {@code latest} is the newest version. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface LivePrompts extends GenericRepository<LivePrompt, UUID> {

    // A card reached twice under one label is visited once (UNION), so neither a cycle nor a diamond runs away.
    String REACHED = """
            , reached (card_id, label, version, asked) AS (
                SELECT card_id, label, version, true FROM start
                UNION
                SELECT i.included_card_id, i.label,
                       CASE WHEN i.label = 'latest' THEN c.last_version
                            ELSE (SELECT l.version_number FROM prompt_labels l
                                  WHERE l.card_id = i.included_card_id AND l.name = i.label)
                       END,
                       false
                FROM reached r
                JOIN prompt_versions v ON v.card_id = r.card_id AND v.number = r.version
                JOIN prompt_includes i ON i.version_id = v.id
                JOIN visible_prompt_cards c ON c.id = i.included_card_id AND c.deleted_at IS NULL
            )
            SELECT c.id AS card_id, c.slug, r.label, r.asked, c.visibility, v.id AS version_id, v.number, v.template,
                   v.system_prompt, v.variables, v.created_at
            FROM reached r
            JOIN visible_prompt_cards c ON c.id = r.card_id
            LEFT JOIN prompt_versions v ON v.card_id = r.card_id AND v.number = r.version
            ORDER BY r.asked DESC
            LIMIT 200
            """;

    /**
     * The card of this slug under a label or at a version, and every prompt that it includes.
     *
     * <p>A person's own private card comes after the workspace's of the same slug.
     *
     * @param version number of the version; null to go by the label
     * @return nothing if there is no such active card
     */
    @Query("""
            WITH RECURSIVE start (card_id, label, version) AS (
                SELECT c.id, CAST(:label AS text),
                       CASE WHEN CAST(:version AS integer) IS NOT NULL THEN CAST(:version AS integer)
                            WHEN CAST(:label AS text) = 'latest' THEN c.last_version
                            ELSE (SELECT l.version_number FROM prompt_labels l
                                  WHERE l.card_id = c.id AND l.name = CAST(:label AS text))
                       END
                FROM visible_prompt_cards c
                WHERE c.slug = :slug AND c.deleted_at IS NULL
                ORDER BY c.visibility DESC
                LIMIT 1
            )""" + REACHED)
    List<LivePrompt> resolve(String slug, String label, @Nullable Integer version);

    /**
     * What a text that includes these would include now; cards are named by slug, in the order of their labels.
     *
     * @return at least one row for each slug that names an active card
     */
    @Query("""
            WITH RECURSIVE start (card_id, label, version) AS (
                SELECT c.id, wanted.label,
                       CASE WHEN wanted.label = 'latest' THEN c.last_version
                            ELSE (SELECT l.version_number FROM prompt_labels l
                                  WHERE l.card_id = c.id AND l.name = wanted.label)
                       END
                FROM unnest(CAST(:slugs AS text[]), CAST(:labels AS text[])) AS wanted (slug, label)
                JOIN visible_prompt_cards c ON c.slug = wanted.slug AND c.deleted_at IS NULL
            )""" + REACHED)
    List<LivePrompt> included(String[] slugs, String[] labels);

    /** Notes which cards a version includes; by ids and labels in the same order. */
    @Query("""
            INSERT INTO prompt_includes (workspace_id, version_id, included_card_id, label)
            SELECT (SELECT current_workspace()), :versionId, i.card_id, i.label
            FROM unnest(CAST(:cardIds AS uuid[]), CAST(:labels AS text[])) AS i (card_id, label)
            """)
    void include(UUID versionId, String[] cardIds, String[] labels);

    /**
     * Makes changes of what includes what wait for each other, to the end of the transaction: each of two could
     * otherwise close its half of a cycle unseen.
     */
    @Query("SELECT pg_advisory_xact_lock(hashtextextended('includes/' || current_workspace(), 0)) IS NOT NULL")
    boolean lockIncludes();
}
