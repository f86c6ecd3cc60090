package dev.statehouse.crud.knowledge;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.knowledge.KnowledgeEntries;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeEntryLists;
import dev.statehouse.data.knowledge.KnowledgeSelection;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Example;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
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
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the caller's workspace knows. */
@Controller("/v1/knowledge-entries")
@Tag(name = "Knowledge")
class KnowledgeEntryController {

    static final String NOUN = "knowledge entry";

    private final Workspaces workspaces;
    private final KnowledgeEntries entries;
    private final KnowledgeEntryLists lists;
    private final KnowledgeWriter writer;
    private final Writes writes;

    KnowledgeEntryController(
            Workspaces workspaces,
            KnowledgeEntries entries,
            KnowledgeEntryLists lists,
            KnowledgeWriter writer,
            Writes writes) {
        this.workspaces = workspaces;
        this.entries = entries;
        this.lists = lists;
        this.writer = writer;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a knowledge entry", description = """
                    A text of up to 1,000,000 characters comes with it as `content`; a longer one, or a file, is sent to the link of
                    `POST /v1/knowledge-entries/{id}/uploads`. `sourceUrl` is kept and shown, and never fetched. Text and pieces are
                    there once `state` is `ready`, soon after.
                    """)
    @Answers(value = KnowledgeEntry.class, status = 201)
    @Permitted(Permission.KNOWLEDGE_WRITE)
    @Example("""
            {"title": "House style", "sourceType": "text", "language": "en", "tags": ["style"],
             "metadata": {"team": "docs"}, "content": "Write short words. Use no exclamation marks."}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewKnowledgeEntry body) {
        return writes.once(caller, () -> {
            KnowledgeEntry entry = writer.create(body);
            return Revisions.tagged(
                    HttpResponse.created(entry, URI.create("/v1/knowledge-entries/" + entry.id())), entry.revision());
        });
    }

    @Get
    @Operation(
            summary = "List knowledge entries without their texts, newest first",
            description = "`metadata` is JSON that the entry's own contains: an object's fields, an array's elements.")
    @Permitted(Permission.KNOWLEDGE_READ)
    Listing<KnowledgeEntry> list(Caller caller, @RequestBean KnowledgeEntryFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        KnowledgeSelection which = filter.in(caller.workspaceId());
        return Listing.of(
                Page.of(workspaces.read(caller, () -> lists.newest(which, before, rows + 1)), rows),
                entry -> entry.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a knowledge entry", description = """
                    `state` is `waiting` (for content, or for the worker), `processing`, `ready`, or `failed` with the reason in
                    `failure`. `readyVersion` tells which content the text and the pieces are of that are there: those of the one
                    before stay until the next is ready.
                    """)
    @Answers(KnowledgeEntry.class)
    @Permitted(Permission.KNOWLEDGE_READ)
    HttpResponse<?> show(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        KnowledgeEntry entry = Revisions.found(workspaces.read(caller, () -> entries.find(id)), NOUN);
        return Revisions.shown(entry, entry.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a knowledge entry", description = """
                    Other pieces are made if `content`, `language`, `pieceTokens` or `pieceOverlap` change; those that are there stay
                    until then.
                    """)
    @Permitted(Permission.KNOWLEDGE_WRITE)
    @Example("""
            {"tags": ["style", "docs"], "pieceTokens": 200, "pieceOverlap": 40}""")
    HttpResponse<KnowledgeEntry> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body KnowledgeEntryChanges body) {
        Integer expected = Etag.required(ifMatch);
        KnowledgeEntry entry = workspaces.write(
                caller, () -> Revisions.rewritten(writer.change(id, expected, body), () -> entries.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(entry), entry.revision());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete a knowledge entry; it can be restored",
            description = "Its text, pieces and files go with it once it is gone for good, after 30 days.")
    @Permitted(Permission.KNOWLEDGE_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> Revisions.changed(entries.delete(id, expected), () -> entries.find(id), NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted knowledge entry")
    @Answers(KnowledgeEntry.class)
    @Permitted(Permission.KNOWLEDGE_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            KnowledgeEntry entry = Revisions.found(entries.restore(id), NOUN);
            return Revisions.tagged(HttpResponse.ok(entry), entry.revision());
        });
    }
}
