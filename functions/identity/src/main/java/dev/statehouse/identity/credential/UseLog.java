package dev.statehouse.identity.credential;

import dev.statehouse.data.credential.Credential;
import dev.statehouse.data.credential.Credentials;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/** The trace that each use of a credential leaves; called inside the transaction whose commit releases the value. */
@Singleton
final class UseLog {

    private final Credentials credentials;

    UseLog(Credentials credentials) {
        this.credentials = credentials;
    }

    /** {@return the credential, or empty if it is gone} */
    Optional<Credential> record(Caller caller, UUID id) {
        Optional<Credential> used =
                credentials.use(id, caller.credentialId()).stream().findFirst();
        used.ifPresent(credential -> credentials.logUse(credential.id()));
        return used;
    }
}
