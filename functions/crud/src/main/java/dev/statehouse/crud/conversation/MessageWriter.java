package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessageAppends;
import dev.statehouse.data.conversation.Messages;
import dev.statehouse.data.conversation.WrittenMessage;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Writes messages, with their counts of tokens; inside a transaction, unless it is said. */
@Singleton
public final class MessageWriter {

    private static final String NOUN = "message of such a conversation";

    private final Workspaces workspaces;
    private final Conversations conversations;
    private final Messages messages;
    private final MessageAppends appends;
    private final TokenCounter tokens;
    private final ObjectMapper json;

    MessageWriter(
            Workspaces workspaces,
            Conversations conversations,
            Messages messages,
            MessageAppends appends,
            TokenCounter tokens,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.conversations = conversations;
        this.messages = messages;
        this.appends = appends;
        this.tokens = tokens;
        this.json = json;
    }

    /** A row as the statement takes it. */
    private record Row(UUID id, String role, String content, Json metadata, int tokenCount, boolean pinned) {}

    /**
     * Makes rows of messages, before any transaction: to count the tokens of a megabyte takes its time, and nobody should wait for a
     * connection or a lock meanwhile.
     *
     * @param at JSON pointer of a message in the body, by its place, under which errors are reported
     * @return rows for {@link #append}, also of a conversation that is not there
     */
    String rows(Caller caller, UUID conversationId, List<NewMessage> added, IntFunction<String> at) {
        for (int i = 0; i < added.size(); i++) {
            checkBytes(added.get(i).content(), at.apply(i) + "/content");
        }
        Conversation conversation = workspaces.read(caller, () -> conversations.find(conversationId));
        return conversation == null
                ? "[]"
                : text(added.stream()
                        .map(message -> row(conversation.encoding(), message))
                        .toList());
    }

    private Row row(String encoding, NewMessage message) {
        return new Row(
                Ids.next(),
                message.role(),
                message.content(),
                message.metadataOrNone(),
                tokens(encoding, message),
                message.isPinned());
    }

    /** Adds messages in their order, inside a transaction. */
    List<WrittenMessage> append(UUID conversationId, String rows) {
        List<WrittenMessage> written = appends.append(conversationId, rows);
        if (written.isEmpty()) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such " + ConversationController.NOUN);
        }
        return written;
    }

    /**
     * Counts the tokens of messages of a file; before any transaction, like {@link #rows}.
     *
     * @return which throws {@code NOT_FOUND} if there is no such conversation
     */
    public ToIntFunction<NewMessage> counter(Caller caller, UUID conversationId) {
        Conversation conversation = workspaces.read(caller, () -> conversations.find(conversationId));
        return message -> tokens(
                Revisions.found(conversation, ConversationController.NOUN).encoding(), message);
    }

    /** Counts the tokens of each of a conversation's messages; before any transaction, like {@link #rows}. */
    public int[] counts(WholeConversation conversation) {
        return conversation.messagesOrNone().stream()
                .mapToInt(message -> tokens(conversation.encodingOrDefault(), message))
                .toArray();
    }

    private int tokens(String encoding, NewMessage message) {
        return tokens.ofMessage(encoding, message.content(), message.metadata());
    }

    /**
     * Adds rows of a file.
     *
     * @param rows JSON array of messages as they come, each with its id and its {@code tokenCount}
     * @return their ids, or nothing if there is no such conversation any more
     */
    public List<UUID> appendRows(UUID conversationId, String rows) {
        return appends.append(conversationId, rows).stream()
                .map(WrittenMessage::id)
                .toList();
    }

    private String text(List<Row> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    /**
     * The tokens of a message as it would be.
     *
     * @param revision of the message that this was counted for; 0 if there was none
     */
    record Counted(int revision, int tokens) {}

    /** Counts the tokens of a message as it is to be; before any transaction, like {@link #rows}. */
    Counted count(Caller caller, UUID conversationId, int seq, MessageChanges body) {
        if (body.content() != null) {
            checkBytes(body.content(), "/content");
        }
        if (body.content() == null && body.metadata() == null) {
            return new Counted(0, 0);
        }
        return workspaces.read(caller, () -> {
            Conversation conversation = conversations.find(conversationId);
            Message old = messages.find(conversationId, seq);
            return conversation == null || old == null
                    ? new Counted(0, 0)
                    : new Counted(old.revision(), tokens(conversation, old, body));
        });
    }

    private int tokens(Conversation conversation, Message old, MessageChanges body) {
        return body.content() == null && body.metadata() == null
                ? old.tokenCount()
                : tokens.ofMessage(
                        conversation.encoding(),
                        body.content() == null ? old.content() : body.content(),
                        body.metadata() == null ? old.metadata() : body.metadata());
    }

    Message change(UUID conversationId, int seq, @Nullable Integer expected, MessageChanges body, Counted counted) {
        Conversation conversation = own(conversationId, seq);
        int change = begin(conversationId);
        Message old = Revisions.found(messages.find(conversationId, seq), NOUN);
        return Revisions.rewritten(
                messages.change(
                        conversationId,
                        seq,
                        expected,
                        change,
                        Ids.next(),
                        body.content(),
                        body.metadata(),
                        body.pinned(),
                        counted.revision() == old.revision() ? counted.tokens() : tokens(conversation, old, body)),
                () -> messages.find(conversationId, seq),
                NOUN);
    }

    Message delete(UUID conversationId, int seq, @Nullable Integer expected) {
        own(conversationId, seq);
        int change = begin(conversationId);
        return Revisions.changed(
                messages.delete(conversationId, seq, expected, change, Ids.next()),
                () -> messages.find(conversationId, seq),
                NOUN);
    }

    Message restore(UUID conversationId, int seq) {
        own(conversationId, seq);
        int change = begin(conversationId);
        return Revisions.found(messages.restore(conversationId, seq, change, Ids.next()), NOUN);
    }

    private int begin(UUID conversationId) {
        return Revisions.found(conversations.beginChange(conversationId), ConversationController.NOUN);
    }

    // What a fork inherited is as it was when it was forked.
    private Conversation own(UUID conversationId, int seq) {
        Conversation conversation = Revisions.found(conversations.find(conversationId), ConversationController.NOUN);
        if (seq >= 1 && seq <= conversation.forkedSeq()) {
            throw new DataError(
                    DataError.Kind.CONFLICT,
                    "the message is inherited: change it where it was written, or fork before it");
        }
        return conversation;
    }

    private static void checkBytes(String content, String pointer) {
        if (content.length() > ConversationForms.MOST_CONTENT_BYTES / 3
                && content.getBytes(StandardCharsets.UTF_8).length > ConversationForms.MOST_CONTENT_BYTES) {
            String fault = "must have at most %,d bytes of UTF-8".formatted(ConversationForms.MOST_CONTENT_BYTES);
            throw RequestError.invalid("content " + fault, List.of(FieldError.inBody(pointer, fault)));
        }
    }
}
