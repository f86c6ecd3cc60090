package dev.statehouse.identity.credential;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.credential.Credential;
import dev.statehouse.data.credential.EncryptedCredential;
import dev.statehouse.data.credential.EncryptedCredentials;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Permitted;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.UUID;

/** Gives values out. Its answers are never kept, neither under an {@code Idempotency-Key} nor by a cache. */
@Controller("/v1/credentials/{id}/use")
@Tag(name = "Credentials")
class CredentialUseController {

    private final Workspaces workspaces;
    private final EncryptedCredentials encrypted;
    private final CredentialCipher cipher;
    private final UseLog log;

    CredentialUseController(
            Workspaces workspaces, EncryptedCredentials encrypted, CredentialCipher cipher, UseLog log) {
        this.workspaces = workspaces;
        this.encrypted = encrypted;
        this.cipher = cipher;
        this.log = log;
    }

    @Post
    @Operation(summary = "Get a credential in the clear; each use is recorded")
    @Permitted(Permission.CREDENTIALS_USE)
    HttpResponse<UsableCredential> use(Caller caller, UUID id) {
        EncryptedCredential stored = CredentialController.found(workspaces.read(caller, () -> encrypted.find(id)));
        refuseExpired(stored);
        String value = cipher.decrypt(
                CredentialPlace.of(caller.workspaceId(), id),
                new EncryptedValue(stored.keyName(), stored.ciphertext()));
        // No value leaves before its trace is committed.
        Credential credential = workspaces.write(
                caller, () -> CredentialController.found(log.record(caller, id).orElse(null)));
        return HttpResponse.ok(UsableCredential.of(credential, value)).header(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    private static void refuseExpired(EncryptedCredential stored) {
        if (stored.expiresAt() != null && !Instant.now().isBefore(stored.expiresAt())) {
            throw new DataError(DataError.Kind.CONFLICT, "the credential has expired");
        }
    }
}
