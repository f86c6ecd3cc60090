package dev.statehouse.crud.conversation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import dev.statehouse.data.Json;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessagePage;
import dev.statehouse.data.conversation.ShownMessages;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Example;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Messages in the shape in which they go to and come from OpenAI's chat completions. */
@Controller("/v1/conversations/{id}/openai-messages")
@Tag(name = "Messages")
class OpenAiController {

    private static final int ROWS = 100;
    private static final int MOST_CHARACTERS = 4_000_000;

    private final Workspaces workspaces;
    private final Conversations conversations;
    private final ShownMessages shown;
    private final MessageWriter writer;
    private final Writes writes;
    private final ObjectReader json;

    OpenAiController(
            Workspaces workspaces,
            Conversations conversations,
            ShownMessages shown,
            MessageWriter writer,
            Writes writes,
            ObjectMapper json) {
        this.workspaces = workspaces;
        this.conversations = conversations;
        this.shown = shown;
        this.writer = writer;
        this.writes = writes;
        this.json = json.reader()
                .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);
    }

    @Post
    @Operation(
            summary = "Add messages in OpenAI's shape",
            description =
                    "Up to 2,000: all of them, in their order, or none. What has no field here is kept in `metadata.openai`"
                            + " and comes out again as it came; parts other than text are refused.")
    @Answers(value = WrittenMessages.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    @Example("""
            {"messages": [{"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function",
              "function": {"name": "weather", "arguments": "{\\"city\\": \\"Lisbon\\"}"}}]},
             {"role": "tool", "tool_call_id": "call_1", "content": "21 °C"}]}""")
    HttpResponse<?> load(Caller caller, UUID id, @Valid @Body OpenAiConversation body) {
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 0; i < body.messages().size(); i++) {
            messages.add(read(i, body.messages().get(i)));
        }
        String rows = writer.rows(caller, id, messages, place -> "/messages/" + place);
        return writes.once(caller, () -> HttpResponse.created(new WrittenMessages(writer.append(id, rows))));
    }

    private NewMessage read(int place, Json message) {
        try {
            return OpenAiMessage.read(tree(message));
        } catch (OpenAiMessage.Refused refused) {
            String fault = String.valueOf(refused.getMessage());
            throw RequestError.invalid(
                    "a message can't be taken: " + fault,
                    List.of(FieldError.inBody("/messages/" + place + refused.pointer(), fault)));
        }
    }

    private JsonNode tree(Json text) {
        try {
            return json.readTree(text.text());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Get
    @Operation(
            summary = "Export messages in OpenAI's shape",
            description =
                    "All that the conversation shows, in their order, up to 4 MB; larger ones are there as a file, see"
                            + " `message-exports`.")
    @Permitted(Permission.CONVERSATIONS_READ)
    OpenAiConversation export(Caller caller, UUID id) {
        return workspaces.read(caller, () -> {
            Revisions.found(conversations.find(id), ConversationController.NOUN);
            List<Json> messages = new ArrayList<>();
            int characters = 0;
            int last = 0;
            MessagePage page;
            do {
                page = shown.after(id, last, ROWS);
                for (Message message : page.messages()) {
                    String text = OpenAiMessage.write(message.role(), message.content(), tree(message.metadata()))
                            .toString();
                    characters += text.length();
                    if (characters > MOST_CHARACTERS) {
                        throw RequestError.answerTooLarge("the conversation is larger than 4 MB: export it to a file");
                    }
                    messages.add(new Json(text));
                    last = message.seq();
                }
            } while (page.hasMore());
            return new OpenAiConversation(messages);
        });
    }
}
