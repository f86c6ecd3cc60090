package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.statehouse.crud.knowledge.KnowledgeWriter;
import dev.statehouse.crud.knowledge.NewKnowledgeEntry;
import dev.statehouse.crud.transfer.RowExports.Pages;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeEntryLists;
import dev.statehouse.data.knowledge.KnowledgeSelection;
import dev.statehouse.data.knowledge.KnowledgeText;
import dev.statehouse.data.knowledge.KnowledgeTexts;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.core.annotation.Introspected;
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
import org.jspecify.annotations.Nullable;

/** Knowledge as files. */
@Controller("/v1")
@Tag(name = "Imports and exports")
class KnowledgeEntryFileController {

    private final KnowledgeEntryLists lists;
    private final KnowledgeTexts texts;
    private final KnowledgeWriter writer;
    private final RowFiles files;
    private final Writes writes;
    private final ObjectWriter rows;

    KnowledgeEntryFileController(
            KnowledgeEntryLists lists,
            KnowledgeTexts texts,
            KnowledgeWriter writer,
            RowFiles files,
            Writes writes,
            ObjectMapper json) {
        this.lists = lists;
        this.texts = texts;
        this.writer = writer;
        this.files = files;
        this.writes = writes;
        this.rows = json.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    }

    /** A row of the file: an entry as the API shows it, and its text. */
    @Introspected
    record Row(
            @JsonUnwrapped KnowledgeEntry entry, @Nullable String content) {}

    @Post("/knowledge-entry-imports")
    @Consumes({"application/x-ndjson", MediaType.APPLICATION_JSON})
    @RequestBody(
            content = {
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = "string")),
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UploadedFile.class))
            })
    @Operation(summary = "Import knowledge entries from a file", description = """
                    The body is the file, in UTF-8 and up to 4 MB; or JSON that names a larger one, of up to 32 MB, which was
                    sent to the link of `POST /v1/uploads`. NDJSON: on each line an entry as `POST /v1/knowledge-entries`
                    takes one, with its text as `content`, here of up to 10 MB. All of its rows are written, or none is: then the problem's `errors` name
                    the row, the pointer and the reason. At most 10,000 rows and 24 seconds. What an export says beyond that is
                    ignored; any other unknown field is an error.
                    """)
    @Answers(value = ImportedRows.class, status = 201)
    @Permitted(Permission.KNOWLEDGE_WRITE)
    HttpResponse<?> load(Caller caller, HttpRequest<?> request, @Body byte[] body) {
        return writes.once(
                caller,
                files.loading(
                        caller,
                        request,
                        body,
                        RowForm.of(NewKnowledgeEntry.class, writer::createAll)
                                .ofAnyLength()
                                .inProject(NewKnowledgeEntry::projectId)
                                .checked(NewKnowledgeEntry::faults)));
    }

    @Get("/knowledge-entry-exports")
    @Produces({"application/x-ndjson", "application/json"})
    @Operation(summary = "Export knowledge entries", description = """
                    Newest first, as NDJSON: each line an entry as the API shows it, with its newest text as `content`, which can be
                    imported again; `content` is null while it is not yet taken out of its file. Deleted ones are not among them. Up to 4 MB the file is the answer; `delivery=url`
                    answers with a link to it, `{downloadUrl, expiresAt, rows, bytes}`, up to 100 MB.
                    """)
    @Answers(Export.class)
    @Permitted(Permission.KNOWLEDGE_READ)
    HttpResponse<?> export(Caller caller, @Nullable @QueryValue String delivery) {
        KnowledgeSelection all = KnowledgeSelection.all(caller.workspaceId());
        Pages<KnowledgeEntry> pages = Pages.by(KnowledgeEntry::id, before -> lists.newest(all, before, Pages.ROWS));
        return files.export(
                caller, delivery, "knowledge-entries", pages, (entry, line) -> rows.writeValue(line, withText(entry)));
    }

    private Row withText(KnowledgeEntry entry) {
        KnowledgeText text = entry.contentVersion() == 0 ? null : texts.find(entry.id(), entry.contentVersion());
        return new Row(entry, text == null ? null : text.content());
    }
}
