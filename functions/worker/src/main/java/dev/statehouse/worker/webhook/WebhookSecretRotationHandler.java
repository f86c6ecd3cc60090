package dev.statehouse.worker.webhook;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.webhook.WebhookSecret;
import dev.statehouse.data.webhook.WebhookSecretRotation;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.DamagedCredentialException;
import dev.statehouse.vault.EncryptedValue;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the secrets of a workspace's webhooks under the present key, while they are in use. A secret that does not decrypt keeps its
 * key; the job is dead then, and the others are done.
 */
@Singleton
class WebhookSecretRotationHandler implements JobHandler<WebhookSecretRotation> {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookSecretRotationHandler.class);
    private static final int ROWS = 20;

    private final Workspaces workspaces;
    private final WebhookSecrets secrets;
    private final CredentialCipher cipher;

    WebhookSecretRotationHandler(Workspaces workspaces, WebhookSecrets secrets, CredentialCipher cipher) {
        this.workspaces = workspaces;
        this.secrets = secrets;
        this.cipher = cipher;
    }

    private record Reencrypted(WebhookSecret old, EncryptedValue value) {}

    @Override
    public JobKind<WebhookSecretRotation> kind() {
        return WebhookSecretRotation.KIND;
    }

    @Override
    public void run(RunningJob job, WebhookSecretRotation rotation) {
        String present = cipher.presentKey();
        if (!present.equals(rotation.keyName())) {
            throw JobFailure.passing("the worker's present key is another one");
        }
        int damaged = 0;
        int done = 0;
        UUID after = null;
        List<WebhookSecret> batch;
        do {
            batch = batch(job, present, after);
            List<Reencrypted> values = reencrypted(job, batch);
            damaged += batch.size() - values.size();
            done += workspaces.write(job.tenant(), () -> store(values));
            job.progress(done, null, "secrets were put under the present key");
            after = batch.isEmpty() ? null : batch.getLast().id();
        } while (batch.size() == ROWS);
        if (damaged > 0) {
            throw JobFailure.lasting("secrets that do not decrypt, and keep their key: " + damaged);
        }
    }

    private List<WebhookSecret> batch(RunningJob job, String present, @Nullable UUID after) {
        return workspaces.read(job.tenant(), () -> secrets.underOtherKeys(present, after, ROWS));
    }

    // Outside of transactions, for it calls AWS KMS.
    private List<Reencrypted> reencrypted(RunningJob job, List<WebhookSecret> batch) {
        List<Reencrypted> values = new ArrayList<>();
        for (WebhookSecret old : batch) {
            CredentialPlace place = CredentialPlace.ofWebhookSecret(job.tenant().workspaceId(), old.id());
            try {
                String secret = cipher.decrypt(place, new EncryptedValue(old.keyName(), old.ciphertext()));
                values.add(new Reencrypted(old, cipher.encrypt(place, secret)));
            } catch (DamagedCredentialException unreadable) {
                LOG.error("secret {} of a webhook does not decrypt, so it keeps its key", old.id());
            }
        }
        return values;
    }

    private int store(List<Reencrypted> values) {
        int stored = 0;
        for (Reencrypted row : values) {
            stored += secrets.reencrypt(
                            row.old().id(),
                            row.old().keyName(),
                            row.value().keyName(),
                            row.value().ciphertext())
                    .size();
        }
        return stored;
    }
}
