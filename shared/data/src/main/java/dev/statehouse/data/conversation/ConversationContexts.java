package dev.statehouse.data.conversation;

import dev.statehouse.data.Sql;
import dev.statehouse.data.conversation.ConversationContext.LeftOut;
import dev.statehouse.data.conversation.ConversationContext.Summary;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Chooses what of a conversation is to be sent to a model. Thread-safe. */
@Singleton
public class ConversationContexts {

    /** In one context, however few tokens they have. */
    public static final int MOST_MESSAGES = 2_000;

    private static final String PARTS = "SELECT " + Message.SHOWN + """
            , m.part, m.left_messages, m.left_tokens, m.left_first, m.left_last
            FROM conversation_context(?, ?, ?, ?) m""";

    private final JdbcOperations jdbc;

    ConversationContexts(JdbcOperations jdbc) {
        this.jdbc = jdbc;
    }

    /** What may come in a row; one of them is there. */
    private record Part(
            int tokens,
            @Nullable LeftOut leftOut,
            @Nullable Summary summary,
            @Nullable Message message) {}

    /**
     * System messages and pinned ones first, then the newest without a gap, in one statement.
     *
     * @param tokens the most that it may have
     * @return null if there is no such active conversation
     */
    public @Nullable ConversationContext find(UUID conversationId, int tokens) {
        List<Part> parts = new Sql("")
                .add(PARTS, conversationId, tokens, MOST_MESSAGES, ShownMessages.MOST_BYTES)
                .list(jdbc, ConversationContexts::read);
        if (parts.isEmpty()) {
            return null;
        }
        LeftOut leftOut = parts.getFirst().leftOut();
        Summary summary = parts.size() > 1 ? parts.get(1).summary() : null;
        List<Message> messages = parts.stream()
                .<Message>mapMulti((part, taken) -> {
                    Message message = part.message();
                    if (message != null) {
                        taken.accept(message);
                    }
                })
                .toList();
        return new ConversationContext(parts.getFirst().tokens(), summary, messages, Objects.requireNonNull(leftOut));
    }

    private static Part read(ResultSet row) throws SQLException {
        int tokens = row.getInt(6);
        return switch (row.getString(12)) {
            case "left" ->
                new Part(
                        tokens,
                        new LeftOut(
                                row.getInt(13),
                                row.getLong(14),
                                row.getObject(15, Integer.class),
                                row.getObject(16, Integer.class)),
                        null,
                        null);
            case "summary" -> new Part(tokens, null, new Summary(row.getInt(2), row.getString(4), tokens), null);
            default -> new Part(tokens, null, null, Message.read(row, 0));
        };
    }
}
