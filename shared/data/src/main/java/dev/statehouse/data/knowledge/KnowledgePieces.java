package dev.statehouse.data.knowledge;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Sql;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The pieces of the bound workspace's knowledge. Thread-safe. */
@Singleton
public class KnowledgePieces {

    private static final int ROWS_AT_ONCE = 500;

    private final JdbcOperations jdbc;

    KnowledgePieces(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** A piece to be written, without what follows from its place. */
    public record NewPiece(String content, int startOffset, int endOffset, int tokens) {}

    /**
     * A page of an active entry's pieces in their order, of one set: by one statement, for another may be there before the next.
     *
     * @param version the set that the page before was of; null for the first page
     * @param after number of the last piece of the page before; 0 for the first page
     * @return nothing if the entry's set is another by now
     */
    public List<KnowledgePiece> list(UUID entryId, @Nullable Integer version, int after, int rows) {
        return new Sql("SELECT " + KnowledgePiece.COLUMNS + """

                        FROM knowledge_entries e
                        JOIN knowledge_pieces p ON p.entry_id = e.id
                        """)
                .add("WHERE e.id = ? AND e.deleted_at IS NULL AND p.number > ?", entryId, after)
                .addIfPresent("\nAND e.ready_pieces_version = ?", version)
                .add("\nORDER BY p.number\nLIMIT ?", rows)
                .list(jdbc, KnowledgePiece::read);
    }

    /** Puts these in the place of all pieces that the entry has, in the order of their numbers, inside the caller's transaction. */
    public void replace(UUID entryId, List<NewPiece> pieces) {
        new Sql("DELETE FROM knowledge_pieces\n")
                .add("WHERE entry_id = ?", entryId)
                .update(jdbc);
        for (int from = 0; from < pieces.size(); from += ROWS_AT_ONCE) {
            insert(entryId, from + 1, pieces.subList(from, Math.min(pieces.size(), from + ROWS_AT_ONCE)));
        }
    }

    private void insert(UUID entryId, int firstNumber, List<NewPiece> pieces) {
        new Sql("""
                INSERT INTO knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)
                """)
                .add(
                        "SELECT (SELECT current_workspace()), n.id, ?, ? - 1 + n.place, n.content, n.start, n.stop, n.tokens\n",
                        entryId,
                        firstNumber)
                .add(
                        "FROM unnest(CAST(? AS uuid[]), CAST(? AS text[]), CAST(? AS integer[]), CAST(? AS integer[]), CAST(? AS integer[]))\n",
                        texts(pieces, piece -> Ids.next().toString()),
                        texts(pieces, NewPiece::content),
                        texts(pieces, piece -> Integer.toString(piece.startOffset())),
                        texts(pieces, piece -> Integer.toString(piece.endOffset())),
                        texts(pieces, piece -> Integer.toString(piece.tokens())))
                .add("    WITH ORDINALITY AS n (id, content, start, stop, tokens, place)")
                .update(jdbc);
    }

    private static String[] texts(List<NewPiece> pieces, Function<NewPiece, String> text) {
        return pieces.stream().map(text).toArray(String[]::new);
    }
}
