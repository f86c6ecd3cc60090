package dev.statehouse.crud.knowledge;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.knowledge.KnowledgeEntries;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgePiece;
import dev.statehouse.data.knowledge.KnowledgePieces;
import dev.statehouse.data.knowledge.KnowledgeText;
import dev.statehouse.data.knowledge.KnowledgeTexts;
import dev.statehouse.data.storage.FileLink;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Revisions;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What entries say, whole and in pieces. */
@Controller("/v1/knowledge-entries/{id}")
@Tag(name = "Knowledge")
class KnowledgeTextController {

    private final Workspaces workspaces;
    private final KnowledgeEntries entries;
    private final KnowledgeTexts texts;
    private final KnowledgePieces pieces;
    private final WorkspaceFiles files;

    KnowledgeTextController(
            Workspaces workspaces,
            KnowledgeEntries entries,
            KnowledgeTexts texts,
            KnowledgePieces pieces,
            WorkspaceFiles files) {
        this.workspaces = workspaces;
        this.entries = entries;
        this.texts = texts;
        this.pieces = pieces;
        this.files = files;
    }

    /**
     * An entry's text.
     *
     * @param version which of the entry's contents it is of
     * @param text null if it is longer than an answer may be
     * @param downloadUrl gives a longer one as a file in UTF-8, without credentials, until it expires; else null
     */
    @Introspected
    record Text(
            int version,
            @Nullable String text,
            @Nullable URI downloadUrl,
            @Nullable Instant expiresAt) {}

    @Get("/text")
    @Operation(summary = "Show an entry's text", description = """
                    Of its newest content that is ready; 409 while there is none. Up to 1,000,000 characters are in the answer; for a
                    longer text it has a link, which works for 15 minutes.
                    """)
    @Answers(Text.class)
    @Permitted(Permission.KNOWLEDGE_READ)
    Text text(Caller caller, UUID id) {
        KnowledgeText found = workspaces.read(caller, () -> {
            KnowledgeText text = texts.ready(id);
            if (text == null) {
                throw notReady(Revisions.found(entries.find(id), KnowledgeEntryController.NOUN));
            }
            return text;
        });
        if (found.content().length() <= KnowledgeForms.MOST_INLINE) {
            return new Text(found.contentVersion(), found.content(), null, null);
        }
        FileLink link = link(caller, found.content());
        return new Text(found.contentVersion(), null, link.url(), link.expiresAt());
    }

    private static DataError notReady(KnowledgeEntry entry) {
        return new DataError(
                DataError.Kind.CONFLICT, "no content of the entry is ready: its state is " + entry.state());
    }

    private FileLink link(Caller caller, String content) {
        try {
            Path file = Files.createTempFile("text", null);
            try {
                Files.writeString(file, content, StandardCharsets.UTF_8);
                WorkspaceFile stored = WorkspaceFile.export(caller, Ids.next());
                files.write(stored, file, "text/plain;charset=utf-8");
                return files.linkToRead(stored, "text.txt");
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Get("/pieces")
    @Operation(summary = "List the pieces of an entry's text, in their order", description = """
                    Of its newest content that is ready. Where a piece begins and ends in the text is counted in characters of Unicode,
                    from 0 on. All pages are of the same text: 409 if other pieces took their place meanwhile.
                    """)
    @Permitted(Permission.KNOWLEDGE_READ)
    Listing<KnowledgePiece> pieces(
            Caller caller, UUID id, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        PieceCursor from = PieceCursor.parse(cursor);
        List<KnowledgePiece> found = workspaces.read(caller, () -> {
            List<KnowledgePiece> page = pieces.list(id, from.version(), from.number(), rows + 1);
            if (page.isEmpty()) {
                checkVersion(Revisions.found(entries.find(id), KnowledgeEntryController.NOUN), from.version());
            }
            return page;
        });
        return Listing.of(Page.of(found, rows), PieceCursor::of);
    }

    private static void checkVersion(KnowledgeEntry entry, @Nullable Integer version) {
        if (version != null && !version.equals(entry.readyPiecesVersion())) {
            throw new DataError(DataError.Kind.CONFLICT, "the pieces were replaced: begin again at the first page");
        }
    }
}
