package dev.statehouse.crud.embedding;

import static dev.statehouse.crud.embedding.EmbeddingModelRegister.NOUN;

import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.embedding.EmbeddingModel;
import dev.statehouse.data.embedding.EmbeddingModels;
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
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The models that make vectors of the workspace's texts, for searches by meaning. */
@Controller("/v1/embedding-models")
@Tag(name = "Embedding models")
class EmbeddingModelController {

    private final Workspaces workspaces;
    private final EmbeddingModels models;
    private final EmbeddingModelRegister register;
    private final Writes writes;

    EmbeddingModelController(
            Workspaces workspaces, EmbeddingModels models, EmbeddingModelRegister register, Writes writes) {
        this.workspaces = workspaces;
        this.models = models;
        this.register = register;
        this.writes = writes;
    }

    /**
     * What is tried again.
     *
     * @param pieces how many pieces wait again
     */
    @Introspected
    record Retried(int pieces) {}

    @Post
    @Operation(summary = "Register an embedding model; no search uses it yet")
    @Answers(value = EmbeddingModel.class, status = 201)
    @Permitted(Permission.EMBEDDINGS_ADMIN)
    @Example("""
            {"provider": "local"}""")
    HttpResponse<?> create(Caller caller, @Valid @Body NewEmbeddingModel body) {
        return writes.once(caller, () -> {
            EmbeddingModel model = register.add(body);
            return Revisions.tagged(
                    HttpResponse.created(model, URI.create("/v1/embedding-models/" + model.id())), model.revision());
        });
    }

    @Get
    @Operation(summary = "List embedding models, newest first")
    @Permitted(Permission.EMBEDDINGS_READ)
    Listing<EmbeddingModel> list(
            Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        List<EmbeddingModel> found = workspaces.read(caller, () -> models.list(before, rows + 1));
        return Listing.of(Page.of(found, rows), model -> model.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show an embedding model, and how far its vectors are")
    @Permitted(Permission.EMBEDDINGS_READ)
    HttpResponse<EmbeddingModel> show(Caller caller, UUID id) {
        EmbeddingModel model = Revisions.found(workspaces.read(caller, () -> models.find(id)), NOUN);
        return Revisions.tagged(HttpResponse.ok(model), model.revision());
    }

    @Patch("/{id}")
    @Operation(summary = "Change what an embedding model's vectors don't depend on")
    @Permitted(Permission.EMBEDDINGS_ADMIN)
    @Example("""
            {"threshold": 0.65}""")
    HttpResponse<EmbeddingModel> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body EmbeddingModelChanges body) {
        Integer expected = Etag.required(ifMatch);
        EmbeddingModel model = workspaces.write(
                caller, () -> Revisions.changed(register.change(id, expected, body), () -> models.find(id), NOUN));
        return Revisions.tagged(HttpResponse.ok(model), model.revision());
    }

    @Delete("/{id}")
    @Operation(
            summary = "Delete an embedding model that no search uses, with its vectors",
            description = "One of which callers brought vectors stays until those are deleted.")
    @Permitted(Permission.EMBEDDINGS_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id) {
        workspaces.write(caller, () -> register.remove(id));
        return HttpResponse.noContent();
    }

    @Put("/{id}/default")
    @Operation(
            summary = "Let searches use an embedding model",
            description =
                    "It is `building` until all pieces have its vectors; until then the one of before serves. One of the provider"
                            + " `caller` serves at once.")
    @Permitted(Permission.EMBEDDINGS_ADMIN)
    HttpResponse<EmbeddingModel> choose(Caller caller, UUID id) {
        EmbeddingModel model = workspaces.write(caller, () -> register.choose(id));
        return Revisions.tagged(HttpResponse.ok(model), model.revision());
    }

    @Delete("/default")
    @Operation(summary = "Let searches use no embedding model: new texts get no vectors")
    @Permitted(Permission.EMBEDDINGS_ADMIN)
    HttpResponse<?> chooseNone(Caller caller) {
        workspaces.write(caller, () -> models.choose(null));
        return HttpResponse.noContent();
    }

    @Post("/{id}/retry")
    @Operation(summary = "Let an embedding model try again what it failed at")
    @Answers(Retried.class)
    @Permitted(Permission.EMBEDDINGS_ADMIN)
    HttpResponse<?> retry(Caller caller, UUID id) {
        return writes.once(caller, () -> {
            Revisions.found(models.find(id), NOUN);
            return HttpResponse.ok(new Retried(models.retry(id)));
        });
    }
}
