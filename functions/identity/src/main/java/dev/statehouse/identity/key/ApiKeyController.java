package dev.statehouse.identity.key;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cache.KeyMemory;
import dev.statehouse.data.workspace.WorkspaceKey;
import dev.statehouse.data.workspace.WorkspaceKeys;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** API keys of the caller's workspace. */
@Controller("/v1/api-keys")
@Tag(name = "API keys")
class ApiKeyController {

    private static final String PATH = "/v1/api-keys/";

    private final Workspaces workspaces;
    private final WorkspaceKeys keys;
    private final KeyMaker maker;
    private final KeyMemory memory;
    private final Writes writes;

    ApiKeyController(Workspaces workspaces, WorkspaceKeys keys, KeyMaker maker, KeyMemory memory, Writes writes) {
        this.workspaces = workspaces;
        this.keys = keys;
        this.maker = maker;
        this.memory = memory;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Make a key; it is shown in this answer only, and null in a repeat of it")
    @Answers(value = IssuedKey.class, status = 201)
    @Permitted(Permission.KEYS_ADMIN)
    HttpResponse<?> create(Caller caller, @Valid @Body NewKey body) {
        return writes.once(caller, () -> created(maker.make(caller, body)));
    }

    @Get
    @Operation(summary = "List the keys, newest first; never the keys themselves")
    @Permitted(Permission.KEYS_READ)
    Listing<WorkspaceKey> list(
            Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> keys.list(before, rows + 1)), rows),
                key -> key.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show what is known of a key")
    @Permitted(Permission.KEYS_READ)
    WorkspaceKey show(Caller caller, UUID id) {
        return found(workspaces.read(caller, () -> keys.find(id)));
    }

    @Patch("/{id}")
    @Operation(summary = "Rename a key")
    @Permitted(Permission.KEYS_ADMIN)
    WorkspaceKey rename(Caller caller, UUID id, @Valid @Body KeyName body) {
        return found(workspaces.write(
                caller, () -> keys.rename(id, body.name()).stream().findFirst().orElse(null)));
    }

    @Delete("/{id}")
    @Operation(summary = "Revoke a key: it is refused within seconds, for ever")
    @Permitted(Permission.KEYS_ADMIN)
    HttpResponse<?> revoke(Caller caller, UUID id) {
        List<String> revoked = workspaces.write(caller, () -> keys.revoke(id));
        memory.forget(revoked);
        if (revoked.isEmpty()) {
            throw missing();
        }
        return HttpResponse.noContent();
    }

    @Post("/{id}/rotate")
    @Operation(summary = "Make a key in place of another, which works on for a while; shown in this answer only")
    @Answers(value = IssuedKey.class, status = 201)
    @Permitted(Permission.KEYS_ADMIN)
    HttpResponse<?> rotate(Caller caller, UUID id, @Valid @Body KeyRotation body) {
        List<String> replaced = new ArrayList<>();
        HttpResponse<?> answer = writes.once(caller, () -> {
            IssuedKey issued = maker.replace(caller, id);
            replaced.addAll(keys.replace(id, issued.id(), body.overlap()));
            return created(issued);
        });
        memory.forget(replaced);
        return answer;
    }

    private static MutableHttpResponse<IssuedKey> created(IssuedKey key) {
        return HttpResponse.created(key, URI.create(PATH + key.id()));
    }

    static WorkspaceKey found(@Nullable WorkspaceKey key) {
        if (key == null) {
            throw missing();
        }
        return key;
    }

    private static DataError missing() {
        return new DataError(DataError.Kind.NOT_FOUND, "there is no such API key");
    }
}
