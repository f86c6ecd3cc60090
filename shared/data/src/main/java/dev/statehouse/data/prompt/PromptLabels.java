package dev.statehouse.data.prompt;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The labels of the cards that the bound workspace and person may see. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PromptLabels extends GenericRepository<PromptLabel, String> {

    @Query("SELECT " + PromptLabel.COLUMNS + " FROM prompt_labels WHERE card_id = :cardId AND name = :name")
    @Nullable
    PromptLabel find(UUID cardId, String name);

    /** By name; a card has few. */
    @Query("SELECT " + PromptLabel.COLUMNS + """

            FROM prompt_labels
            WHERE card_id = :cardId AND (CAST(:after AS text) IS NULL OR name > CAST(:after AS text))
            ORDER BY name
            LIMIT :rows
            """)
    List<PromptLabel> list(UUID cardId, @Nullable String after, int rows);

    /** {@return the label, or nothing if the card has it already} */
    @Query("""
            INSERT INTO prompt_labels (workspace_id, card_id, name, version_number)
            VALUES ((SELECT current_workspace()), :cardId, :name, :version)
            ON CONFLICT DO NOTHING
            RETURNING\s""" + PromptLabel.COLUMNS)
    List<PromptLabel> insert(UUID cardId, String name, int version);

    /** {@return the label at its new version, or nothing if its revision is another} */
    @Query("""
            UPDATE prompt_labels
            SET version_number = :version, revision = revision + 1, updated_at = now()
            WHERE card_id = :cardId AND name = :name AND revision = :expected
            RETURNING\s""" + PromptLabel.COLUMNS)
    List<PromptLabel> move(UUID cardId, String name, int version, int expected);

    /** {@return the removed label, or nothing if its revision is another} */
    @Query("""
            DELETE FROM prompt_labels
            WHERE card_id = :cardId AND name = :name AND revision = :expected
            RETURNING\s""" + PromptLabel.COLUMNS)
    List<PromptLabel> delete(UUID cardId, String name, int expected);
}
