package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
                tokens.ofMessage(encoding, message.content(), message.metadata()),
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
     * Adds rows of a file.
     *
     * @param rows JSON array of messages as they come, each with its id
     * @return their ids, or nothing if there is no such conversation any more
     */
    public List<UUID> appendRows(UUID conversationId, String rows) {
        Conversation conversation = conversations.find(conversationId);
        if (conversation == null) {
            return List.of();
        }
        ArrayNode counted = tree(rows);
        for (JsonNode row : counted) {
            JsonNode metadata = row.path("metadata");
            ((ObjectNode) row)
                    .put(
                            "tokenCount",
                            tokens.ofMessage(
                                    conversation.encoding(),
                                    row.path("content").asText(),
                                    metadata.isObject() ? new Json(metadata.toString()) : null));
        }
        return appends.append(conversationId, counted.toString()).stream()
                .map(WrittenMessage::id)
                .toList();
    }

    // With every digit of the numbers in the metadata.
    private ArrayNode tree(String rows) {
        try {
            return (ArrayNode) json.reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .readTree(rows);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
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
        return Revisions.changed(
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
                () -> old,
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
