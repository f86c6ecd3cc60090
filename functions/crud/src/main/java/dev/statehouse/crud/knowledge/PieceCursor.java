package dev.statehouse.crud.knowledge;

import dev.statehouse.data.knowledge.KnowledgePiece;
import dev.statehouse.http.Cursor;
import org.jspecify.annotations.Nullable;

/**
 * A place among an entry's pieces, as cursors hold it.
 *
 * @param version the set of pieces, for another may take its place between two pages; null at the beginning
 * @param number of the last piece so far; 0 at the beginning
 */
record PieceCursor(@Nullable Integer version, int number) {

    static String of(KnowledgePiece piece) {
        return piece.version() + " " + piece.number();
    }

    /** @throws dev.statehouse.http.RequestError if it is no cursor of this list */
    static PieceCursor parse(@Nullable String cursor) {
        String position = Cursor.position(cursor);
        if (position == null) {
            return new PieceCursor(null, 0);
        }
        String[] words = position.split(" ", 2);
        try {
            return new PieceCursor(Integer.valueOf(words[0]), Integer.parseInt(words[words.length - 1]));
        } catch (NumberFormatException foreign) {
            throw Cursor.malformed();
        }
    }
}
