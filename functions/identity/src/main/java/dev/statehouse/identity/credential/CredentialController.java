package dev.statehouse.identity.credential;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Page;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.credential.Credential;
import dev.statehouse.data.credential.Credentials;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.http.Writes;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
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
import io.micronaut.http.annotation.RequestBean;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Credentials of other services that the workspace keeps. No answer here holds a value. */
@Controller("/v1/credentials")
@Tag(name = "Credentials")
class CredentialController {

    private final Workspaces workspaces;
    private final Credentials credentials;
    private final CredentialCipher cipher;
    private final Writes writes;

    CredentialController(Workspaces workspaces, Credentials credentials, CredentialCipher cipher, Writes writes) {
        this.workspaces = workspaces;
        this.credentials = credentials;
        this.cipher = cipher;
        this.writes = writes;
    }

    @Post
    @Operation(summary = "Keep a credential; its value is not shown again")
    @Answers(value = Credential.class, status = 201)
    @Permitted(Permission.CREDENTIALS_ADMIN)
    HttpResponse<?> create(Caller caller, @Valid @Body NewCredential body) {
        UUID id = Ids.next();
        // Before the transaction, which must not wait for the key service.
        EncryptedValue value = encrypted(caller, id, body.value());
        return writes.once(caller, () -> {
            Credential credential = credentials
                    .insert(
                            id,
                            body.provider(),
                            body.name(),
                            body.scopesOrNone().toArray(String[]::new),
                            value.keyName(),
                            value.ciphertext(),
                            body.expiresAt())
                    .getFirst();
            return tagged(HttpResponse.created(credential, URI.create("/v1/credentials/" + id)), credential);
        });
    }

    @Get
    @Operation(summary = "List credentials, newest first")
    @Permitted(Permission.CREDENTIALS_READ)
    Listing<Credential> list(Caller caller, @RequestBean CredentialFilter filter) {
        int rows = Paging.limit(filter.limit());
        UUID before = Cursor.id(filter.cursor());
        List<Credential> found = workspaces.read(
                caller,
                () -> credentials.list(caller.workspaceId(), filter.provider(), filter.scopeArray(), before, rows + 1));
        return Listing.of(Page.of(found, rows), credential -> credential.id().toString());
    }

    @Get("/{id}")
    @Operation(summary = "Show a credential, without its value")
    @Answers(Credential.class)
    @Permitted(Permission.CREDENTIALS_READ)
    HttpResponse<?> show(Caller caller, UUID id) {
        Credential credential = found(workspaces.read(caller, () -> credentials.find(id)));
        return tagged(HttpResponse.ok(credential), credential);
    }

    @Patch("/{id}")
    @Operation(summary = "Change a credential or its value")
    @Permitted(Permission.CREDENTIALS_ADMIN)
    HttpResponse<Credential> change(
            Caller caller,
            UUID id,
            @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch,
            @Valid @Body CredentialChanges body) {
        Integer expected = Etag.required(ifMatch);
        EncryptedValue value = body.value() == null ? null : encrypted(caller, id, body.value());
        Credential credential = workspaces.write(
                caller,
                () -> changed(
                        id,
                        credentials.change(
                                id,
                                expected,
                                body.name(),
                                body.scopeArray(),
                                value == null ? null : value.keyName(),
                                value == null ? new byte[0] : value.ciphertext(),
                                body.movesExpiry(),
                                body.newExpiry())));
        return tagged(HttpResponse.ok(credential), credential);
    }

    @Delete("/{id}")
    @Operation(summary = "Delete a credential for ever")
    @Permitted(Permission.CREDENTIALS_ADMIN)
    HttpResponse<?> delete(Caller caller, UUID id, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch) {
        Integer expected = ifMatch == null ? null : Etag.required(ifMatch);
        workspaces.write(caller, () -> changed(id, credentials.delete(id, expected)));
        return HttpResponse.noContent();
    }

    private EncryptedValue encrypted(Caller caller, UUID id, String value) {
        return cipher.encrypt(CredentialPlace.of(caller.workspaceId(), id), CredentialValues.checked(value));
    }

    private Credential changed(UUID id, List<Credential> rows) {
        if (rows.isEmpty()) {
            found(credentials.find(id));
            throw new DataError(DataError.Kind.STALE, "the credential changed since it was read");
        }
        return rows.getFirst();
    }

    static <T> T found(@Nullable T credential) {
        if (credential == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such credential");
        }
        return credential;
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, Credential credential) {
        return response.header(HttpHeaders.ETAG, Etag.of(credential.revision()));
    }
}
