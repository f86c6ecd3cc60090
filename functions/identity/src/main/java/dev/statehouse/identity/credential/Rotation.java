package dev.statehouse.identity.credential;

import dev.statehouse.data.Page;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.credential.EncryptedCredential;
import dev.statehouse.data.credential.EncryptedCredentials;
import dev.statehouse.http.Cursor;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.DamagedCredentialException;
import dev.statehouse.vault.EncryptedValue;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts values under the present key while they are in use. Each row is compared and set: one that somebody changed meanwhile is
 * left to a later batch, and every reader finds a key name and a ciphertext that belong together.
 */
@Singleton
final class Rotation {

    private static final Logger LOG = LoggerFactory.getLogger(Rotation.class);

    private final Workspaces workspaces;
    private final EncryptedCredentials encrypted;
    private final CredentialCipher cipher;

    Rotation(Workspaces workspaces, EncryptedCredentials encrypted, CredentialCipher cipher) {
        this.workspaces = workspaces;
        this.encrypted = encrypted;
        this.cipher = cipher;
    }

    private record Reencrypted(EncryptedCredential old, EncryptedValue value) {}

    RotationProgress progress(Tenant tenant) {
        return RotationProgress.of(cipher.presentKey(), workspaces.read(tenant, encrypted::keys));
    }

    /** @param after id of the last row of the batch before; null for the first batch */
    RotationStep step(Tenant tenant, @Nullable UUID after, int rows) {
        String present = cipher.presentKey();
        Page<EncryptedCredential> batch =
                Page.of(workspaces.read(tenant, () -> encrypted.underOtherKeys(present, after, rows + 1)), rows);
        List<Reencrypted> values = new ArrayList<>();
        int damaged = 0;
        for (EncryptedCredential old : batch.rows()) {
            try {
                values.add(new Reencrypted(old, reencrypt(tenant, old)));
            } catch (DamagedCredentialException unreadable) {
                // One row must not keep all others under an old key.
                LOG.error("credential {} does not decrypt, so it keeps its key", old.id());
                damaged++;
            }
        }
        int rotated = workspaces.write(tenant, () -> store(values));
        RotationProgress progress = progress(tenant);
        String next = batch.hasMore() ? Cursor.of(batch.rows().getLast().id().toString()) : null;
        return new RotationStep(rotated, damaged, progress.remaining(), next, progress.done());
    }

    private EncryptedValue reencrypt(Tenant tenant, EncryptedCredential old) {
        CredentialPlace place = CredentialPlace.of(tenant.workspaceId(), old.id());
        return cipher.encrypt(place, cipher.decrypt(place, new EncryptedValue(old.keyName(), old.ciphertext())));
    }

    private int store(List<Reencrypted> values) {
        int stored = 0;
        for (Reencrypted row : values) {
            stored += encrypted
                    .reencrypt(
                            row.old().id(),
                            row.old().revision(),
                            row.old().keyName(),
                            row.value().keyName(),
                            row.value().ciphertext())
                    .size();
        }
        return stored;
    }
}
