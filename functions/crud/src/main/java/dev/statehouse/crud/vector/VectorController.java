package dev.statehouse.crud.vector;

import static dev.statehouse.crud.vector.VectorWriter.NOUN;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.vector.Vector;
import dev.statehouse.data.vector.VectorLists;
import dev.statehouse.data.vector.VectorSelection;
import dev.statehouse.data.vector.Vectors;
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
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Pieces of content with vectors of the caller's own, of conversations or by themselves. */
@Controller("/v1/vectors")
@Tag(name = "Vectors")
class VectorController {

    /** Characters of content and metadata, which are no more than 3 MB of UTF-8. */
    private static final int MOST_OF_A_PAGE = 1_000_000;

    private final Workspaces workspaces;
    private final Vectors vectors;
    private final VectorLists lists;
    private final VectorWriter writer;
    private final Writes writes;

    VectorController(Workspaces workspaces, Vectors vectors, VectorLists lists, VectorWriter writer, Writes writes) {
        this.workspaces = workspaces;
        this.vectors = vectors;
        this.lists = lists;
        this.writer = writer;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Create a vector", description = """
                    Content with a vector of its own, which searches find as soon as it is written. It is its owner's alone unless
                    `visibility` is `workspace`; one of a conversation, or of a message, is as that conversation is. Without `values` the
                    worker makes them, of a model that searches use; of a model of the provider `caller` they must be there.
                    """)
    @Answers(value = Vector.class, status = 201)
    @Permitted(Permission.VECTORS_WRITE)
    @Example("""
            {"content": "Pastéis de nata are best in Belém.", "values": [0.12, -0.4, 0.31],
             "modelId": "0190d0c8-0000-7000-8000-000000000001", "visibility": "workspace", "tags": ["food"],
             "metadata": {"source": "guide"}}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewVector body) {
        return writes.once(caller, () -> {
            Vector vector = writer.create(body);
            return Revisions.tagged(
                    HttpResponse.created(vector, URI.create("/v1/vectors/" + vector.id())), vector.revision());
        });
    }

    @Post("/batch")
    @Operation(
            summary = "Create up to 200 vectors",
            description = "All of them, or none. The answer does not repeat their contents.")
    @Answers(value = WrittenVectors.class, status = 201)
    @Permitted(Permission.VECTORS_WRITE)
    @Example("""
            {"vectors": [{"content": "Trams climb the hills.", "values": [0.5, 0.1, -0.2]},
                         {"content": "Ferries cross the Tejo.", "values": [0.4, 0.2, -0.1]}]}""")
    HttpResponse<?> createAll(Caller caller, @Valid @Body NewVectors body) {
        return writes.once(caller, () -> HttpResponse.created(new WrittenVectors(writer.createAll(body.vectors()))));
    }

    @Get
    @Operation(summary = "List vectors without their numbers, newest first", description = """
                    Those of the caller and those that the workspace may see. `metadata` is JSON that the vector's own contains. A page
                    ends early where it would have more than 3 MB of text.
                    """)
    @Permitted(Permission.VECTORS_READ)
    Listing<Vector> list(Caller caller, @RequestBean VectorFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        VectorSelection which = filter.in(caller.workspaceId());
        List<Vector> found = workspaces.read(caller, () -> lists.newest(which, before, rows + 1));
        return Listing.of(
                Page.of(found, Math.min(rows, fitting(found))),
                vector -> vector.id().toString());
    }

    private static int fitting(List<Vector> found) {
        int characters = 0;
        int fits = 0;
        for (Vector vector : found) {
            characters += vector.content().length() + vector.metadata().text().length();
            if (characters > MOST_OF_A_PAGE) {
                break;
            }
            fits++;
        }
        return fits;
    }

    @Get("/{id}")
    @Operation(summary = "Show a vector", description = """
                    With `include=values` its numbers, too: as they are kept, in two bytes each (half precision, some three digits), and
                    brought to length one where the model's vectors are.
                    """)
    @Answers(Vector.class)
    @Permitted(Permission.VECTORS_READ)
    HttpResponse<?> show(
            Caller caller,
            UUID id,
            @Nullable @QueryValue String include,
            @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        if (include != null && !include.equals("values")) {
            throw RequestError.malformed("include", "include must be values");
        }
        Vector vector = Revisions.found(workspaces.read(caller, () -> vectors.find(id, include != null)), NOUN);
        return Revisions.shown(vector, vector.revision(), ifNoneMatch);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a vector", description = """
                    With another `content` come other `values`, unless the worker makes them: then it makes them anew. What it is of, and
                    its model, never change.
                    """)
    @Permitted(Permission.VECTORS_WRITE)
    @Example("""
            {"tags": ["food", "lisbon"]}""")
    HttpResponse<Vector> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body VectorChanges body) {
        Integer expected = Etag.required(ifMatch);
        Vector vector = workspaces.write(caller, () -> writer.change(id, expected, body));
        return Revisions.tagged(HttpResponse.ok(vector), vector.revision());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete a vector; it can be restored",
            description = "Its numbers go with it once it is gone for good, after 30 days.")
    @Permitted(Permission.VECTORS_WRITE)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(
                caller,
                () -> Revisions.changed(
                        vectors.delete(id, expected), () -> vectors.find(id, false) == null ? null : id, NOUN));
        return HttpResponse.noContent();
    }

    @Post("/{id}/restore")
    @Operation(summary = "Restore a deleted vector")
    @Answers(Vector.class)
    @Permitted(Permission.VECTORS_WRITE)
    HttpResponse<?> restore(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Revisions.found(vectors.restore(id), NOUN);
            Vector vector = Revisions.found(vectors.find(id, false), NOUN);
            return Revisions.tagged(HttpResponse.ok(vector), vector.revision());
        });
    }
}
