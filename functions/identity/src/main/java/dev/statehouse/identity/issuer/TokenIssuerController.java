package dev.statehouse.identity.issuer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.workspace.TokenIssuer;
import dev.statehouse.data.workspace.TokenIssuers;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Identity providers whose tokens the workspace accepts. What changes here takes effect within seconds: the authorizer
 * believes for four what it was told of a token.
 */
@Controller("/v1/token-issuers")
@Tag(name = "Token issuers")
class TokenIssuerController {

    private final Workspaces workspaces;
    private final TokenIssuers issuers;
    private final IssuerRegister register;
    private final Writes writes;

    TokenIssuerController(Workspaces workspaces, TokenIssuers issuers, IssuerRegister register, Writes writes) {
        this.workspaces = workspaces;
        this.issuers = issuers;
        this.register = register;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Accept the tokens of an identity provider")
    @Answers(value = TokenIssuer.class, status = 201)
    @Permitted(Permission.ISSUERS_ADMIN)
    HttpResponse<?> create(Caller caller, @Valid @Body NewIssuer body) {
        return writes.once(caller, () -> {
            TokenIssuer issuer = register.make(caller, body);
            return tagged(HttpResponse.created(issuer, URI.create("/v1/token-issuers/" + issuer.id())), issuer);
        });
    }

    @Get
    @Operation(summary = "List the issuers, newest first")
    @Permitted(Permission.ISSUERS_READ)
    Listing<TokenIssuer> list(Caller caller, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        return Listing.of(
                Page.of(workspaces.read(caller, () -> issuers.list(before, rows + 1)), rows),
                issuer -> issuer.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show an issuer")
    @Answers(TokenIssuer.class)
    @Permitted(Permission.ISSUERS_READ)
    HttpResponse<?> show(Caller caller, UUID id) {
        TokenIssuer issuer = found(workspaces.read(caller, () -> issuers.find(id)));
        return tagged(HttpResponse.ok(issuer), issuer);
    }

    @Patch("/{id}")
    @Operation(summary = "Change an issuer, or accept its tokens no longer; it takes effect within seconds")
    @Permitted(Permission.ISSUERS_ADMIN)
    HttpResponse<TokenIssuer> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body IssuerChanges body) {
        Integer expected = Etag.required(ifMatch);
        TokenIssuer changed = workspaces.write(caller, () -> {
            TokenIssuer issuer = found(issuers.lock(id));
            if (expected != null && expected != issuer.revision()) {
                throw stale();
            }
            return register.change(caller, issuer, body);
        });
        return tagged(HttpResponse.ok(changed), changed);
    }

    @Delete("/{id}")
    @Operation(summary = "Delete an issuer: its tokens are refused within seconds")
    @Permitted(Permission.ISSUERS_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> {
            if (issuers.delete(id, expected).isEmpty()) {
                found(issuers.find(id));
                throw stale();
            }
            return id;
        });
        return HttpResponse.noContent();
    }

    private static TokenIssuer found(@Nullable TokenIssuer issuer) {
        if (issuer == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such issuer");
        }
        return issuer;
    }

    private static DataError stale() {
        return new DataError(DataError.Kind.STALE, "the issuer changed since it was read");
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, TokenIssuer issuer) {
        return response.header(HttpHeaders.ETAG, Etag.of(issuer.revision()));
    }
}
