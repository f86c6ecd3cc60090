package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.Nudge;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestKeyFile;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a write to its event's arrival, where nothing but the write's own nudge wakes the worker. */
class NudgedDeliveryTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    @Test
    @Timeout(60)
    void aWriteIsDeliveredWithoutWaitingForTheSchedule(@TempDir Path folder) throws InterruptedException {
        Certificate certificate = HookReceiver.certificate(folder);
        Map<String, Object> settings = Map.of(
                "credential.key-file", TestKeyFile.holding("first").path().toString(),
                "webhook.ca", certificate.pem().toString(),
                "webhook.private-addresses", true);
        ConcurrentLinkedQueue<String> answers = new ConcurrentLinkedQueue<>();
        try (HookReceiver receiver = new HookReceiver(certificate);
                WorkerDatabase jobs = new WorkerDatabase(settings)) {
            // The worker's clock stands still: what is made from now on is due for it.
            jobs.clock().move(Duration.ofMinutes(1));
            WorkerFunction worker = new WorkerFunction(jobs.worker());
            Nudge invocation = () -> Thread.ofVirtual().start(() -> answers.add(invoke(worker)));
            try (ApplicationContext crud = crud(jobs, settings, invocation)) {
                Tenant tenant = jobs.workspace();
                subscribe(crud, tenant, receiver.url());
                UUID project = Ids.next();
                Instant begun = Instant.now();
                crud.getBean(Workspaces.class)
                        .write(tenant, () -> crud.getBean(Projects.class).insert(project, "p-" + project, "Project"));
                while (receiver.messages().isEmpty()
                        && Duration.between(begun, Instant.now()).compareTo(SOON) < 0) {
                    Thread.sleep(20);
                }
                assertEquals(1, receiver.messages().size(), answers::toString);
                assertTrue(receiver.messages().getFirst().body().contains(project.toString()));
                while (answers.isEmpty()) {
                    assertTrue(
                            Duration.between(begun, Instant.now()).compareTo(SOON.multipliedBy(6)) < 0,
                            "the worker that was woken does not end");
                    Thread.sleep(20);
                }
            }
        }
    }

    private static ApplicationContext crud(WorkerDatabase jobs, Map<String, Object> settings, Nudge nudge) {
        Map<String, Object> properties = new HashMap<>(jobs.database().properties("statehouse_app"));
        properties.putAll(settings);
        return ApplicationContext.builder(properties).singletons(nudge).start();
    }

    private static void subscribe(ApplicationContext crud, Tenant tenant, String url) {
        UUID webhook = Ids.next();
        UUID secret = Ids.next();
        EncryptedValue stored = crud.getBean(CredentialCipher.class)
                .encrypt(
                        CredentialPlace.ofWebhookSecret(tenant.workspaceId(), secret),
                        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        crud.getBean(Workspaces.class).write(tenant, () -> {
            crud.getBean(Webhooks.class).insert(webhook, "CI", url, "", new String[] {"project.created"}, true);
            return crud.getBean(WebhookSecrets.class)
                    .add(webhook, secret, stored.keyName(), stored.ciphertext(), Instant.now());
        });
    }

    private static String invoke(WorkerFunction worker) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            worker.handleRequest(
                    new ByteArrayInputStream("{\"nudge\":true}".getBytes(StandardCharsets.UTF_8)),
                    answer,
                    new TestContext());
        } catch (IOException failed) {
            return failed.toString();
        }
        return answer.toString(StandardCharsets.UTF_8);
    }
}
