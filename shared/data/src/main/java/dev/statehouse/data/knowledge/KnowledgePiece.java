package dev.statehouse.data.knowledge;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/**
 * A piece of an entry's text.
 *
 * @param number from 1 on, in the order of the text
 * @param startOffset where it stands in the text, in characters of Unicode from 0 on
 * @param endOffset the place after its last character
 * @param tokens of {@code o200k_base}
 * @param version which of the sets of the entry's pieces it belongs to
 */
@Introspected
@MappedEntity("knowledge_pieces")
public record KnowledgePiece(
        @Id UUID id,
        int number,
        String content,
        int startOffset,
        int endOffset,
        int tokens,
        @JsonIgnore int version) {

    static final String COLUMNS =
            "p.id, p.number, p.content, p.start_offset, p.end_offset, p.tokens, e.ready_pieces_version";

    /** The row under the cursor, of {@link #COLUMNS} in their order. */
    static KnowledgePiece read(ResultSet row) throws SQLException {
        return new KnowledgePiece(
                row.getObject(1, UUID.class),
                row.getInt(2),
                row.getString(3),
                row.getInt(4),
                row.getInt(5),
                row.getInt(6),
                row.getInt(7));
    }
}
