package dev.statehouse.data.knowledge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Columns;
import dev.statehouse.data.Json;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a workspace knows, without its text.
 *
 * @param sourceType {@code file}, {@code pdf}, {@code text} or {@code url}
 * @param sourceUrl where it comes from; shown, and never fetched
 * @param language a tag of BCP 47, by which sentences are told apart; null if it is not said
 * @param pieceTokens what a piece has at most
 * @param pieceOverlap how much of the piece before it a piece repeats, in tokens
 * @param state {@code waiting} for content or for the worker, {@code processing}, {@code ready} or {@code failed}
 * @param failure why it failed, and what can be done; null unless it did
 * @param contentVersion how many contents were accepted; 0 before the first
 * @param piecesVersion how often its pieces were to be made
 * @param readyContentVersion which content the text and the pieces that are there are of; null while there are none
 * @param readyPiecesVersion likewise of {@code piecesVersion}
 * @param readyAt when the newest content was ready; null until it is
 * @param revision moves with every change, of its state too; the ETag
 * @param deletedAt when it was deleted; null while it is there
 * @param embedding how far the vectors of its text are; null if there are to be none, or if it was not asked
 */
@Introspected
@MappedEntity("knowledge_entries")
public record KnowledgeEntry(
        @Id UUID id,
        @Nullable UUID projectId,
        String title,
        String sourceType,
        @Nullable String sourceUrl,
        Json metadata,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> tags,
        @Nullable String language,
        int pieceTokens,
        int pieceOverlap,
        String state,
        @Nullable String failure,
        int contentVersion,
        @JsonIgnore int piecesVersion,
        @JsonProperty("readyVersion") @Nullable Integer readyContentVersion,
        @JsonIgnore @Nullable Integer readyPiecesVersion,
        int pieceCount,
        @Nullable Instant readyAt,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt,
        @JsonIgnore @Nullable String embedding)
        implements Embedded {

    static final String COLUMNS =
            "id, project_id, title, source_type, source_url, metadata, tags, language, piece_tokens,"
                    + " piece_overlap, state, failure, content_version, pieces_version, ready_content_version, ready_pieces_version,"
                    + " piece_count, ready_at, revision, deleted_at, created_at, updated_at";

    /** Of an entry, whose pieces are rows of their own; of one whose text has no pieces yet, it is what theirs will be. */
    static final String EMBEDDING =
            ", coalesce(embedding_state_of_entry(id), CASE WHEN state IN ('waiting', 'processing')"
                    + " AND content_version > 0 THEN new_embedding_state() END) AS embedding";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static KnowledgeEntry read(ResultSet row) throws SQLException {
        return new KnowledgeEntry(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                new Json(row.getString(6)),
                Columns.texts(row, 7),
                row.getString(8),
                row.getInt(9),
                row.getInt(10),
                row.getString(11),
                row.getString(12),
                row.getInt(13),
                row.getInt(14),
                row.getObject(15, Integer.class),
                row.getObject(16, Integer.class),
                row.getInt(17),
                Columns.instantOrNull(row, 18),
                row.getInt(19),
                Columns.instantOrNull(row, 20),
                Columns.instant(row, 21),
                Columns.instant(row, 22),
                null);
    }

    /** Whether the entry is there; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
