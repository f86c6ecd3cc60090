package dev.statehouse.crud.conversation;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessagePage;
import dev.statehouse.data.conversation.MessageRevision;
import dev.statehouse.data.conversation.MessageRevisions;
import dev.statehouse.data.conversation.Messages;
import dev.statehouse.data.conversation.ShownMessages;
import dev.statehouse.data.conversation.WrittenMessage;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Messages of a conversation, by number. */
@Controller("/v1/conversations/{id}/messages")
@Tag(name = "Messages")
class MessageController {

    private static final String NOUN = "message of such a conversation";

    private final Workspaces workspaces;
    private final Conversations conversations;
    private final ShownMessages shown;
    private final Messages messages;
    private final MessageRevisions revisions;
    private final MessageWriter writer;
    private final Writes writes;

    MessageController(
            Workspaces workspaces,
            Conversations conversations,
            ShownMessages shown,
            Messages messages,
            MessageRevisions revisions,
            MessageWriter writer,
            Writes writes) {
        this.workspaces = workspaces;
        this.conversations = conversations;
        this.shown = shown;
        this.messages = messages;
        this.revisions = revisions;
        this.writer = writer;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Add a message",
            description =
                    "Its number is the next of its conversation: there are no gaps, and none is used twice. The answer does"
                            + " not repeat its text.")
    @Answers(value = WrittenMessage.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"role": "user", "content": "Where do I get good pastéis de nata?"}""")
    HttpResponse<?> add(Caller caller, UUID id, @Valid @Body NewMessage body) {
        String rows = writer.rows(caller, id, List.of(body), place -> "");
        return writes.once(caller, () -> {
            WrittenMessage message = writer.append(id, rows).getFirst();
            return HttpResponse.created(message, URI.create("/v1/conversations/" + id + "/messages/" + message.seq()));
        });
    }

    @Post("/batch")
    @Operation(summary = "Add up to 200 messages", description = "All of them, in their order, or none.")
    @Answers(value = WrittenMessages.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"messages": [{"role": "user", "content": "And tea?"}, {"role": "assistant", "content": "Rua Garrett."}]}""")
    HttpResponse<?> addAll(Caller caller, UUID id, @Valid @Body NewMessages body) {
        String rows = writer.rows(caller, id, body.messages(), place -> "/messages/" + place);
        return writes.once(caller, () -> HttpResponse.created(new WrittenMessages(writer.append(id, rows))));
    }

    @Get
    @Operation(
            summary = "List messages",
            description =
                    "The first ones first, or with `order=desc` the last ones first. A page ends early where it would have"
                            + " more than 3 MB of text.")
    @Permitted(Permission.CONVERSATIONS_READ)
    Listing<Message> list(
            Caller caller,
            UUID id,
            @Nullable @QueryValue String order,
            @Nullable @QueryValue Integer limit,
            @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        Integer last = Cursor.number(cursor);
        boolean newestFirst = isDescending(order);
        MessagePage page = workspaces.read(caller, () -> {
            MessagePage found = newestFirst
                    ? shown.before(id, last == null ? Integer.MAX_VALUE : last, rows)
                    : shown.after(id, last == null ? 0 : last, rows);
            if (found.messages().isEmpty()) {
                Revisions.found(conversations.find(id), ConversationController.NOUN);
            }
            return found;
        });
        return Listing.of(new Page<>(page.messages(), page.hasMore()), message -> String.valueOf(message.seq()));
    }

    private static boolean isDescending(@Nullable String order) {
        return switch (order) {
            case null -> false;
            case "asc" -> false;
            case "desc" -> true;
            default -> throw RequestError.malformed("order", "order must be asc or desc");
        };
    }

    @Get("/{seq}")
    @Operation(summary = "Show a message")
    @Answers(Message.class)
    @Permitted(Permission.CONVERSATIONS_READ)
    HttpResponse<?> show(
            Caller caller, UUID id, int seq, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        Message message = Revisions.found(
                seq < 1 || seq == Integer.MAX_VALUE ? null : workspaces.read(caller, () -> shown.find(id, seq)), NOUN);
        return Revisions.shown(message, message.revision(), ifNoneMatch);
    }

    @Patch("/{seq}")
    @Operation(summary = "Change a message", description = "What it was before is kept, see its revisions.")
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"pinned": true}""")
    HttpResponse<Message> change(
            Caller caller,
            UUID id,
            int seq,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body MessageChanges body) {
        Integer expected = Etag.required(ifMatch);
        MessageWriter.Counted counted = writer.count(caller, id, seq, body);
        Message message = workspaces.write(caller, () -> writer.change(id, seq, expected, body, counted));
        return Revisions.tagged(HttpResponse.ok(message), message.revision());
    }

    @Delete("/{seq}")
    @Operation(summary = "Delete a message; it can be restored", description = "Its number is not used again.")
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, int seq, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> writer.delete(id, seq, expected));
        return HttpResponse.noContent();
    }

    @Post("/{seq}/restore")
    @Operation(summary = "Restore a deleted message")
    @Answers(Message.class)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id, int seq) {
        return writes.once(caller, () -> {
            Message message = writer.restore(id, seq);
            return Revisions.tagged(HttpResponse.ok(message), message.revision());
        });
    }

    @Get("/{seq}/revisions")
    @Operation(
            summary = "List what a message was before, newest first",
            description = "Of a deleted one too. What a fork inherited has its revisions where it was written.")
    @Permitted(Permission.CONVERSATIONS_READ)
    Listing<MessageRevision> revisions(
            Caller caller, UUID id, int seq, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        Integer before = Cursor.number(cursor);
        return workspaces.read(caller, () -> {
            Revisions.found(conversations.find(id), ConversationController.NOUN);
            List<MessageRevision> found = revisions.list(id, seq, before, rows + 1);
            if (found.isEmpty()) {
                Revisions.found(messages.find(id, seq), NOUN);
            }
            return Listing.of(Page.of(found, rows), revision -> String.valueOf(revision.revision()));
        });
    }
}
