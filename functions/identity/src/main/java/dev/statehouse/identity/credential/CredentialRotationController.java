package dev.statehouse.identity.credential;

import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Puts a workspace's credentials under the present key, batch by batch. */
@Controller("/v1/credentials/rotation")
@Tag(name = "Credentials")
class CredentialRotationController {

    private final Rotation rotation;

    CredentialRotationController(Rotation rotation) {
        this.rotation = rotation;
    }

    @Get
    @Operation(summary = "Show how many credentials are under which key")
    @Permitted(Permission.CREDENTIALS_ADMIN)
    RotationProgress show(Caller caller) {
        return rotation.progress(caller);
    }

    /** A repetition finds less to do, or nothing. */
    @Post
    @Operation(summary = "Put a batch of credentials under the present key")
    @Permitted(Permission.CREDENTIALS_ADMIN)
    RotationStep step(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        return rotation.step(caller, Cursor.id(cursor), Paging.limit(limit));
    }
}
