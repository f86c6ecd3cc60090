package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.ListedJob;
import dev.statehouse.data.webhook.WebhookSecret;
import dev.statehouse.data.webhook.WebhookSecretRotation;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.testing.TestKeyFile;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookSecretRotationTest {

    // More than one batch of the handler.
    private static final int SECRETS = 23;

    private final TestKeyFile keys = TestKeyFile.holding("first");
    private WorkerDatabase jobs;
    private Tenant tenant;

    @BeforeEach
    void start() {
        jobs = new WorkerDatabase(Map.of("credential.key-file", keys.path().toString()));
        tenant = jobs.workspace();
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    /** A webhook with a secret under the application's key, which does not change while it runs. */
    private UUID webhook(Tenant of) {
        UUID webhook = Ids.next();
        UUID id = Ids.next();
        String[] types = {"*"};
        EncryptedValue stored = jobs.application(CredentialCipher.class)
                .encrypt(CredentialPlace.ofWebhookSecret(of.workspaceId(), id), text(webhook));
        jobs.application(Workspaces.class).write(of, () -> {
            jobs.application(Webhooks.class).insert(webhook, "x", "https://hooks.example.org/", "", types, false);
            return jobs.application(WebhookSecrets.class)
                    .add(
                            webhook,
                            id,
                            stored.keyName(),
                            stored.ciphertext(),
                            jobs.clock().instant());
        });
        return webhook;
    }

    private static String text(UUID webhook) {
        return "whsec_" + webhook;
    }

    private List<UUID> webhooks(Tenant of, int count) {
        List<UUID> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(webhook(of));
        }
        return made;
    }

    private UUID rotate(String key) {
        UUID job = jobs.enqueue(tenant, WebhookSecretRotation.KIND.of(new WebhookSecretRotation(key)));
        jobs.clock().move(Duration.ofMinutes(1));
        return job;
    }

    /** What the worker would sign with. */
    private String secret(Tenant of, UUID webhook) {
        WebhookSecret stored = jobs.worker()
                .getBean(Workspaces.class)
                .read(
                        of,
                        () -> jobs.worker()
                                .getBean(WebhookSecrets.class)
                                .signing(webhook, jobs.clock().instant()))
                .getFirst();
        return jobs.worker()
                .getBean(CredentialCipher.class)
                .decrypt(
                        CredentialPlace.ofWebhookSecret(of.workspaceId(), stored.id()),
                        new EncryptedValue(stored.keyName(), stored.ciphertext()));
    }

    private long under(String key) {
        return jobs.count("SELECT count(*) FROM app.webhook_secrets WHERE key_name = '" + key + "'");
    }

    @Test
    void allSecretsOfTheWorkspaceAreTheSameUnderTheNewKey() {
        List<UUID> webhooks = webhooks(tenant, SECRETS);
        Tenant other = jobs.workspace();
        UUID others = webhook(other);
        keys.add("second");
        UUID job = rotate("second");
        assertEquals(1, jobs.run().completed());
        assertEquals(SECRETS, jobs.find(tenant, job).progressDone());
        assertEquals(SECRETS, under("second"));
        assertEquals(1, under("first"));
        for (UUID webhook : webhooks) {
            assertEquals(text(webhook), secret(tenant, webhook));
        }
        assertEquals(text(others), secret(other, others));
        assertEquals(
                SECRETS,
                jobs.count("SELECT count(*) FROM app.audit_entries WHERE relation = 'webhook_secrets'"
                        + " AND action = 'update' AND after ->> 'key_name' = 'second'"));
        assertEquals(
                0, jobs.count("SELECT count(*) FROM app.audit_entries e WHERE e.after ->> 'ciphertext' LIKE '%\\x%'"));
        UUID again = rotate("second");
        assertEquals(1, jobs.run().completed());
        assertEquals(0, jobs.find(tenant, again).progressDone());
    }

    @Test
    void oneThatDoesNotDecryptKeepsItsKeyAndIsToldOfAndTheOthersAreRotated() {
        UUID damaged = webhook(tenant);
        webhooks(tenant, 3);
        jobs.database()
                .asOwner("UPDATE webhook_secrets SET ciphertext = ciphertext || '\\x00' WHERE webhook_id = '" + damaged
                        + "'");
        keys.add("second");
        UUID job = rotate("second");
        assertEquals(1, jobs.run().dead());
        ListedJob dead = jobs.find(tenant, job);
        assertEquals("secrets that do not decrypt, and keep their key: 1", dead.lastError());
        assertEquals(3, under("second"));
        assertEquals(1, under("first"));
    }

    @Test
    void aWorkerWithAnotherPresentKeyTouchesNothing() {
        webhook(tenant);
        UUID job = rotate("second");
        assertEquals(1, jobs.run().retried());
        assertEquals(
                "the worker's present key is another one",
                jobs.find(tenant, job).lastError());
        assertEquals(1, under("first"));
    }
}
