package dev.statehouse.crud.conversation;

import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.ConversationPosition;
import dev.statehouse.http.Cursor;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Places in lists of conversations, as cursors hold them. */
final class ConversationCursor {

    private ConversationCursor() {}

    static String of(Conversation conversation) {
        return conversation.updatedAt() + " " + conversation.id();
    }

    /**
     * The place in a cursor; null without one.
     *
     * @throws dev.statehouse.http.RequestError if it is no cursor of this list
     */
    static @Nullable ConversationPosition position(@Nullable String cursor) {
        String position = Cursor.position(cursor);
        if (position == null) {
            return null;
        }
        String[] words = position.split(" ", 2);
        try {
            return new ConversationPosition(Instant.parse(words[0]), UUID.fromString(words[words.length - 1]));
        } catch (DateTimeException | IllegalArgumentException foreign) {
            throw Cursor.malformed();
        }
    }
}
