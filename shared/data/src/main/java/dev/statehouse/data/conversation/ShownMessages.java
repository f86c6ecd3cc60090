package dev.statehouse.data.conversation;

import dev.statehouse.data.Sql;
import dev.statehouse.data.embedding.Embedded;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The messages that conversations show: their own and, of a fork, those that it inherited. Nothing is shown of a conversation that
 * is not there for the bound workspace and person. Thread-safe.
 */
@Singleton
public class ShownMessages {

    /** A page ends before it has more bytes of content, unless by a single message: an answer holds 4 MB. */
    static final int MOST_BYTES = 3_000_000;

    private final JdbcOperations jdbc;

    ShownMessages(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A page of them, in one statement.
     *
     * @param after from the message after this number on; 0 from the first
     */
    public MessagePage after(UUID conversationId, int after, int most) {
        return page(conversationId, after, Integer.MAX_VALUE, false, most);
    }

    /** The same, backwards from the message before this number; {@link Integer#MAX_VALUE} from the last. */
    public MessagePage before(UUID conversationId, int before, int most) {
        return page(conversationId, 0, before, true, most);
    }

    /** One message; null if it is not shown. */
    public @Nullable Message find(UUID conversationId, int seq) {
        List<Message> found = new Sql("SELECT " + Message.SHOWN + Embedded.OF_ROW + "\n")
                .add("FROM list_messages(?, ?, ?, false, 1, ?) m", conversationId, seq - 1, seq + 1, MOST_BYTES)
                .list(jdbc, row -> Message.read(row, 0).withEmbedding(row.getString(12)));
        return found.isEmpty() ? null : found.getFirst();
    }

    private MessagePage page(UUID conversationId, int after, int before, boolean newest, int most) {
        List<Optional<Message>> rows = new Sql("SELECT " + Message.SHOWN + "\n")
                .add("FROM list_messages(?, ?, ?, ?, ?, ?) m", conversationId, after, before, newest, most, MOST_BYTES)
                .list(jdbc, row -> message(row, 0));
        return page(rows);
    }

    /** An active conversation with so many of its newest messages, in one statement; null if it is not there. */
    public @Nullable ShownConversation withNewest(UUID conversationId, int most) {
        record Row(Conversation conversation, boolean isMessage, Optional<Message> message) {}
        List<Row> rows = new Sql("SELECT c.*, " + Message.SHOWN + "\nFROM (SELECT " + Conversation.COLUMNS)
                .add(" FROM conversations WHERE id = ? AND deleted_at IS NULL) c\n", conversationId)
                .add(
                        "LEFT JOIN LATERAL list_messages(c.id, 0, ?, true, ?, ?) m ON true\n",
                        Integer.MAX_VALUE,
                        most,
                        MOST_BYTES)
                .add("ORDER BY m.seq DESC")
                .list(
                        jdbc,
                        row -> new Row(
                                Conversation.read(row),
                                row.getObject(Conversation.WIDTH + 1) != null,
                                message(row, Conversation.WIDTH)));
        if (rows.isEmpty()) {
            return null;
        }
        MessagePage newest =
                page(rows.stream().filter(Row::isMessage).map(Row::message).toList());
        return new ShownConversation(
                rows.getFirst().conversation(),
                new MessagePage(newest.messages().reversed(), newest.hasMore()));
    }

    // The row after the last one has no content.
    private static Optional<Message> message(ResultSet row, int others) throws SQLException {
        return row.getString(others + 4) == null ? Optional.empty() : Optional.of(Message.read(row, others));
    }

    private static MessagePage page(List<Optional<Message>> rows) {
        List<Message> messages = rows.stream().flatMap(Optional::stream).toList();
        return new MessagePage(messages, messages.size() < rows.size());
    }
}
