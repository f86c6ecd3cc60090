package dev.statehouse.crud.conversation;

import dev.statehouse.crud.project.ActiveProjects;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.ConversationLists;
import dev.statehouse.data.conversation.ConversationPosition;
import dev.statehouse.data.conversation.ConversationSelection;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessagePage;
import dev.statehouse.data.conversation.ShownConversation;
import dev.statehouse.data.conversation.ShownMessages;
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
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Conversations of the caller and of the caller's workspace. */
@Controller("/v1/conversations")
@Tag(name = "Conversations")
class ConversationController {

    static final String NOUN = "conversation";

    private final Workspaces workspaces;
    private final Conversations conversations;
    private final ConversationLists lists;
    private final ShownMessages messages;
    private final ActiveProjects projects;
    private final Writes writes;

    ConversationController(
            Workspaces workspaces,
            Conversations conversations,
            ConversationLists lists,
            ShownMessages messages,
            ActiveProjects projects,
            Writes writes) {
        this.workspaces = workspaces;
        this.conversations = conversations;
        this.lists = lists;
        this.messages = messages;
        this.projects = projects;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Create a conversation",
            description =
                    "It is its owner's alone unless `visibility` is `workspace`. A caller that acts for no person owns"
                            + " nothing private, and sees nothing private: such a one has to say `workspace`.")
    @Answers(value = Conversation.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"title": "Travel to Lisbon", "visibility": "workspace", "context": {"language": "pt"}}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewConversation body) {
        return writes.once(caller, () -> {
            projects.check(body.projectId());
            return created(conversations.insert(
                    Ids.next(),
                    body.titleOrNone(),
                    body.projectId(),
                    body.visibilityOrDefault(),
                    body.contextOrNone(),
                    body.encodingOrDefault()));
        });
    }

    static MutableHttpResponse<Conversation> created(List<Conversation> rows) {
        Conversation conversation = rows.getFirst();
        return Revisions.tagged(
                HttpResponse.created(conversation, URI.create("/v1/conversations/" + conversation.id())),
                conversation.revision());
    }

    @Get
    @Operation(
            summary = "List conversations, the last touched first",
            description =
                    "Those of the caller and those that the workspace may see. Each message that is added or changed"
                            + " touches its conversation.")
    @Permitted(Permission.CONVERSATIONS_READ)
    Listing<Conversation> list(Caller caller, @RequestBean ConversationFilter filter) {
        int rows = Paging.limit(filter.limit());
        ConversationPosition after = ConversationCursor.position(filter.cursor());
        ConversationSelection which = filter.of(caller);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.lastTouched(which, after, rows + 1)), rows),
                ConversationCursor::of);
    }

    @Get("/{id}")
    @Operation(
            summary = "Show a conversation",
            description =
                    "With `include=messages` its newest messages too, `limit` of them, in their order: `nextCursor` is for"
                            + " the list of messages with `order=desc`, which goes on with older ones.")
    @Answers(ConversationView.class)
    @Permitted(Permission.CONVERSATIONS_READ)
    HttpResponse<?> show(
            Caller caller,
            UUID id,
            @Nullable @QueryValue String include,
            @Nullable @QueryValue Integer limit,
            @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        int rows = Paging.limit(limit);
        ConversationView view = includesMessages(include) ? whole(caller, id, rows) : alone(caller, id);
        return Revisions.shown(view, view.conversation().revision(), ifNoneMatch);
    }

    private static boolean includesMessages(@Nullable String include) {
        if (include != null && !include.equals("messages")) {
            throw RequestError.malformed("include", "include must be messages");
        }
        return include != null;
    }

    private ConversationView alone(Caller caller, UUID id) {
        return new ConversationView(Revisions.found(workspaces.read(caller, () -> conversations.find(id)), NOUN), null);
    }

    private ConversationView whole(Caller caller, UUID id, int rows) {
        ShownConversation shown = Revisions.found(workspaces.read(caller, () -> messages.withNewest(id, rows)), NOUN);
        MessagePage newest = shown.newest();
        List<Message> rowsShown = newest.messages();
        String older =
                newest.hasMore() ? Cursor.of(String.valueOf(rowsShown.getFirst().seq())) : null;
        return new ConversationView(shown.conversation(), new Listing<>(rowsShown, older, newest.hasMore()));
    }

    @Patch("/{id}")
    @Operation(summary = "Change a conversation")
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"title": "Lisbon in May", "visibility": "workspace"}""")
    HttpResponse<Conversation> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body ConversationChanges body) {
        Integer expected = Etag.required(ifMatch);
        Conversation conversation = workspaces.write(caller, () -> {
            projects.check(body.newProject());
            return Revisions.changed(
                    conversations.change(
                            id,
                            expected,
                            body.title(),
                            body.visibility(),
                            body.context(),
                            body.movesProject(),
                            body.newProject()),
                    () -> conversations.find(id),
                    NOUN);
        });
        return Revisions.tagged(HttpResponse.ok(conversation), conversation.revision());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete a conversation; it can be restored",
            description = "What was forked from it stays as it is, for good.")
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(
                caller,
                () -> Revisions.changed(conversations.delete(id, expected), () -> conversations.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted conversation")
    @Answers(Conversation.class)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Conversation conversation = Revisions.found(conversations.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(conversation), conversation.revision());
        });
    }
}
