package dev.statehouse.crud.transfer;

import dev.statehouse.crud.conversation.MessageWriter;
import dev.statehouse.crud.conversation.NewMessage;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.Conversations;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessagePage;
import dev.statehouse.data.conversation.ShownMessages;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Messages of a conversation as files. */
@Controller("/v1/conversations/{id}")
@Tag(name = "Imports and exports")
class MessageFileController {

    private final Workspaces workspaces;
    private final Conversations conversations;
    private final ShownMessages shown;
    private final MessageWriter writer;
    private final RowFiles files;
    private final Writes writes;

    MessageFileController(
            Workspaces workspaces,
            Conversations conversations,
            ShownMessages shown,
            MessageWriter writer,
            RowFiles files,
            Writes writes) {
        this.workspaces = workspaces;
        this.conversations = conversations;
        this.shown = shown;
        this.writer = writer;
        this.files = files;
        this.writes = writes;
    }

    @Post("/message-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import messages from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line a message as
                    `POST /v1/conversations/{id}/messages` takes one. All of its rows are written, or none is: then the problem's
                    `errors` name the row, the pointer and the reason. At most 10,000 rows and 24 seconds. Messages get the next
                    numbers of the conversation, in the order of the rows. What an export says beyond that, numbers too, is
                    ignored; any other unknown field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> load(Caller caller, UUID id, HttpRequest<?> request, @Body byte[] body) {
        ToIntFunction<NewMessage> tokens = writer.counter(caller, id);
        return writes.once(
                caller,
                files.loading(
                        caller,
                        request,
                        body,
                        RowForm.of(NewMessage.class, rows -> writer.appendRows(id, rows))
                                .within(() -> found(id))
                                .counting(message -> "\"tokenCount\":" + tokens.applyAsInt(message) + ",")
                                .orTaken("", "there is no such conversation any more")));
    }

    private Conversation found(UUID id) {
        return Revisions.found(conversations.find(id), "conversation");
    }

    @Get("/message-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export messages", description = """
                    In their order, as NDJSON: each line a message as the API shows it, inherited ones too, which can be imported
                    again. Deleted ones are not among them. Up to 4 MB the file is the answer; `delivery=url` answers with a link to
                    it, `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.CONVERSATIONS_READ)
    HttpResponse<?> export(Caller caller, UUID id, @Nullable @QueryValue String delivery) {
        workspaces.read(caller, () -> found(id));
        Pages<Message> pages = last -> full(id, last == null ? 0 : last.seq());
        return files.export(caller, delivery, "messages", pages);
    }

    // A page of the list ends early where its texts are long; a page of a file does only at the file's end.
    private List<Message> full(UUID id, int after) {
        List<Message> rows = new ArrayList<>();
        MessagePage page;
        do {
            int last = rows.isEmpty() ? after : rows.getLast().seq();
            page = shown.after(id, last, Pages.ROWS - rows.size());
            rows.addAll(page.messages());
        } while (page.hasMore() && rows.size() < Pages.ROWS);
        return rows;
    }
}
