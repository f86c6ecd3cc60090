package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.conversation.MessageWriter;
import dev.statehouse.crud.conversation.WholeConversation;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.conversation.Conversation;
import dev.statehouse.data.conversation.ConversationLists;
import dev.statehouse.data.conversation.ConversationLoads;
import dev.statehouse.data.conversation.ConversationSelection;
import dev.statehouse.data.conversation.Message;
import dev.statehouse.data.conversation.MessagePage;
import dev.statehouse.data.conversation.ShownMessages;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
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
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.Writer;
import java.util.Arrays;

/** Conversations as files, with all that was said in them. */
@Controller("/v1")
@Tag(name = "Imports and exports")
class ConversationFileController {

    private final ConversationLists lists;
    private final ShownMessages shown;
    private final RowFiles files;
    private final Writes writes;
    private final ObjectMapper json;
    private final RowForm<WholeConversation> form;

    ConversationFileController(
            ConversationLists lists,
            ConversationLoads loads,
            ShownMessages shown,
            MessageWriter writer,
            RowFiles files,
            Writes writes,
            ObjectMapper json) {
        this.lists = lists;
        this.shown = shown;
        this.files = files;
        this.writes = writes;
        this.json = json;
        this.form = RowForm.of(WholeConversation.class, loads::insertAll)
                .inProject(WholeConversation::projectId)
                .counting(row -> "\"tokenCounts\":" + Arrays.toString(writer.counts(row)) + ",");
    }

    @Post("/conversation-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import conversations from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line a conversation as `POST /v1/conversations`
                    takes one, with its `messages` as `POST /v1/conversations/{id}/messages` takes them, up to 10,000 and 5
                    million characters a line. The caller owns them, and messages are numbered from 1, in their order. All of
                    its rows are written, or none is: then the problem's `errors` name the row, the pointer and the reason. At
                    most 10,000 rows and 24 seconds. What an export says beyond that, numbers too, is ignored; any other
                    unknown field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.CONVERSATIONS_WRITE)
    HttpResponse<?> load(Caller caller, HttpRequest<?> request, @Body byte[] body) {
        return writes.once(caller, files.loading(caller, request, body, form));
    }

    @Get("/conversation-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export conversations", description = """
                    Newest first, as NDJSON: each line a conversation as the API shows it, with its `messages` in their order,
                    inherited ones too, which can be imported again if it is not longer than a line may be there; its summary is
                    not in it. Those of the caller and those that the workspace may see. Deleted messages are not among them.
                    Up to 4 MB the file is the answer; `delivery=url` answers with a link to it, `{downloadUrl, expiresAt,
                    rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.CONVERSATIONS_READ)
    HttpResponse<?> export(Caller caller, @RequestBean ConversationExport request) {
        ConversationSelection which = request.of(caller);
        return files.export(
                caller,
                request.delivery(),
                "conversations",
                Pages.by(Conversation::id, before -> lists.newest(which, before, Pages.ROWS)),
                this::write);
    }

    // Page by page: of a whole conversation nobody knows how long it is.
    private void write(Conversation conversation, Writer line) throws IOException {
        String fields = json.writeValueAsString(conversation);
        line.write(fields, 0, fields.length() - 1);
        line.write(",\"messages\":[");
        String separator = "";
        int last = 0;
        MessagePage page;
        do {
            page = shown.after(conversation.id(), last, Pages.ROWS);
            for (Message message : page.messages()) {
                line.write(separator + json.writeValueAsString(message));
                separator = ",";
                last = message.seq();
            }
        } while (page.hasMore());
        line.write("]}");
    }
}
