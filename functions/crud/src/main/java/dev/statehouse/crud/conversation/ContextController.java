package dev.statehouse.crud.conversation;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.ConversationContext;
import dev.statehouse.data.conversation.ConversationContexts;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What of a conversation is to be sent to a model. */
@Controller("/v1/conversations/{id}")
@Tag(name = "Conversations")
class ContextController {

    private static final int MOST_TOKENS = 1_000_000;

    private final Workspaces workspaces;
    private final Conversations conversations;
    private final ConversationContexts contexts;
    private final TokenCounter tokenCounter;

    ContextController(
            Workspaces workspaces,
            Conversations conversations,
            ConversationContexts contexts,
            TokenCounter tokenCounter) {
        this.workspaces = workspaces;
        this.conversations = conversations;
        this.contexts = contexts;
        this.tokenCounter = tokenCounter;
    }

    @Get("/context")
    @Operation(
            summary = "Choose what of a conversation is to be sent to a model",
            description =
                    "As many tokens as fit into `tokens`, and never more: system messages, then pinned ones (newest first),"
                            + " then the newest messages without a gap, until one does not fit. The summary, if there is one and it fits,"
                            + " stands for what is left out, of which `leftOut` tells. All in their order. At most 2,000 messages and 3 MB.")
    @Permitted(Permission.CONVERSATIONS_READ)
    ConversationContext context(Caller caller, UUID id, @QueryValue int tokens) {
        if (tokens < 1 || tokens > MOST_TOKENS) {
            throw RequestError.malformed("tokens", "tokens must be from 1 to %,d".formatted(MOST_TOKENS));
        }
        return Revisions.found(workspaces.read(caller, () -> contexts.find(id, tokens)), ConversationController.NOUN);
    }

    @Put("/summary")
    @Operation(
            summary = "Set the summary of the messages up to one",
            description =
                    "It goes into a context in place of messages that don't fit. A fork has none of its parent's.")
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"content": "The user plans a trip to Lisbon in May.", "seq": 2}""")
    HttpResponse<Conversation> summarize(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body NewSummary body) {
        checkBytes(body.content());
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        return answer(workspaces.write(caller, () -> {
            Conversation conversation = Revisions.found(conversations.find(id), ConversationController.NOUN);
            if (body.seq() > conversation.lastSeq()) {
                throw new DataError(DataError.Kind.INVALID, "the conversation has no such message", "/seq");
            }
            int count = tokenCounter.ofText(conversation.encoding(), body.content()) + TokenCounter.FRAME;
            return changed(id, expected, body.content(), body.seq(), count);
        }));
    }

    @Delete("/summary")
    @Operation(summary = "Take the summary away")
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> forget(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> changed(id, expected, null, null, null));
        return HttpResponse.noContent();
    }

    private Conversation changed(
            UUID id,
            @Nullable Integer expected,
            @Nullable String content,
            @Nullable Integer seq,
            @Nullable Integer count) {
        return Revisions.changed(
                conversations.summarize(id, expected, content, seq, count),
                () -> conversations.find(id),
                ConversationController.NOUN);
    }

    private static HttpResponse<Conversation> answer(Conversation conversation) {
        return Revisions.tagged(HttpResponse.ok(conversation), conversation.revision());
    }

    private static void checkBytes(String content) {
        if (content.getBytes(StandardCharsets.UTF_8).length > ConversationForms.MOST_SUMMARY_BYTES) {
            String fault = "must have at most %,d bytes of UTF-8".formatted(ConversationForms.MOST_SUMMARY_BYTES);
            throw RequestError.invalid("content " + fault, List.of(FieldError.inBody("/content", fault)));
        }
    }
}
