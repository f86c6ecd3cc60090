package dev.statehouse.data.prompt;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The history of labels. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface PromptLabelMoves extends GenericRepository<PromptLabelMove, UUID> {

    @Query("""
            INSERT INTO prompt_label_moves (workspace_id, id, card_id, label, from_version, to_version, moved_by, undoes)
            VALUES ((SELECT current_workspace()), :id, :cardId, :label, CAST(:fromVersion AS integer),
                    CAST(:toVersion AS integer), (SELECT current_person()), CAST(:undoes AS uuid))
            """)
    void insert(
            UUID id,
            UUID cardId,
            String label,
            @Nullable Integer fromVersion,
            @Nullable Integer toVersion,
            @Nullable UUID undoes);

    /** Newest first. */
    @Query("SELECT " + PromptLabelMove.COLUMNS + """

            FROM prompt_label_moves
            WHERE card_id = :cardId AND label = :label AND (CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid))
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<PromptLabelMove> list(UUID cardId, String label, @Nullable UUID before, int rows);

    /** The newest move that was neither a rollback nor taken back by one. */
    @Query("SELECT " + PromptLabelMove.COLUMNS + """

            FROM prompt_label_moves m
            WHERE card_id = :cardId AND label = :label AND undoes IS NULL
              AND NOT EXISTS (SELECT FROM prompt_label_moves later
                              WHERE later.workspace_id = m.workspace_id AND later.undoes = m.id)
            ORDER BY id DESC
            LIMIT 1
            """)
    @Nullable
    PromptLabelMove newestStanding(UUID cardId, String label);
}
