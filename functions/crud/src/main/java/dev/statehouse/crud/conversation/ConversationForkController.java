package dev.statehouse.crud.conversation;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Example;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Conversations that go on from a message of another. */
@Controller("/v1/conversations/{id}/forks")
@Tag(name = "Conversations")
class ConversationForkController {

    private final Conversations conversations;
    private final Writes writes;

    ConversationForkController(Conversations conversations, Writes writes) {
        this.conversations = conversations;
        this.writes = writes;
    }

    @Post
    @Operation(
            summary = "Fork a conversation at a message",
            description =
                    "No message is copied. The fork shows those up to this one as they are now, whatever becomes of them or"
                            + " of their conversation later: who can read them here can read them in the fork. Its own messages go on from"
                            + " there. It belongs to the caller.")
    @Answers(value = Conversation.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"seq": 2, "title": "Porto instead"}""")
    HttpResponse<?> fork(Caller caller, UUID id, @Valid @Body NewFork body) {
        return writes.once(caller, () -> {
            UUID fork = Ids.next();
            check(conversations.fork(fork, id, body.seq(), body.title(), body.visibility(), body.context()));
            Conversation made = Revisions.found(conversations.find(fork), ConversationController.NOUN);
            return ConversationController.created(List.of(made));
        });
    }

    private static void check(@Nullable String outcome) {
        switch (Revisions.found(outcome, ConversationController.NOUN)) {
            case "message" ->
                throw new DataError(DataError.Kind.INVALID, "the conversation shows no such message", "/seq");
            case "depth" ->
                throw new DataError(
                        DataError.Kind.CONFLICT, "what lies behind a fork can't be more than 32 conversations");
            default -> {
                // It is there.
            }
        }
    }
}
