package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.webhook.Webhook;
import dev.statehouse.data.webhook.WebhookDeliveries;
import dev.statehouse.data.webhook.WebhookDelivery;
import dev.statehouse.data.webhook.WebhookEvent;
import dev.statehouse.data.webhook.WebhookMessage;
import dev.statehouse.data.webhook.WebhookSecrets;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.TestKeyFile;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookDeliveryTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String NEXT_SECRET = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    private static Certificate certificate;
    private static TestKeyFile keys;

    private HookReceiver receiver;
    private WorkerDatabase jobs;
    private Tenant tenant;
    private UUID webhook;

    @BeforeAll
    static void certify(@TempDir Path folder) {
        certificate = HookReceiver.certificate(folder);
        keys = TestKeyFile.holding("first");
    }

    @BeforeEach
    void start() {
        receiver = new HookReceiver(certificate);
        jobs = new WorkerDatabase(properties(true));
        tenant = jobs.workspace();
        webhook = webhook("project.created", SECRET);
    }

    @AfterEach
    void stop() {
        jobs.close();
        receiver.close();
    }

    private static Map<String, Object> properties(boolean privateAddresses) {
        return Map.of(
                "credential.key-file", keys.path().toString(),
                "webhook.ca", certificate.pem().toString(),
                "webhook.private-addresses", privateAddresses);
    }

    private <T> T write(Supplier<T> work) {
        return jobs.application(Workspaces.class).write(tenant, work);
    }

    private UUID webhook(String types, String secret) {
        UUID id = Ids.next();
        write(() -> jobs.application(Webhooks.class).insert(id, "CI", receiver.url(), "", types.split(",", -1), true));
        secret(id, secret, Duration.ZERO);
        return id;
    }

    private void secret(UUID of, String text, Duration overlap) {
        UUID id = Ids.next();
        EncryptedValue stored = jobs.application(CredentialCipher.class)
                .encrypt(CredentialPlace.ofWebhookSecret(tenant.workspaceId(), id), text);
        assertTrue(write(() -> jobs.application(WebhookSecrets.class)
                .add(
                        of,
                        id,
                        stored.keyName(),
                        stored.ciphertext(),
                        jobs.clock().instant().plus(overlap))));
    }

    /** A change of the workspace, which is an event. */
    private UUID change() {
        UUID id = Ids.next();
        write(() -> jobs.application(Projects.class).insert(id, "p-" + id, "Project"));
        later(Duration.ofMinutes(1));
        return id;
    }

    private void later(Duration time) {
        jobs.clock().move(time);
    }

    private Webhook shown() {
        return Objects.requireNonNull(jobs.application(Workspaces.class)
                .read(tenant, () -> jobs.application(Webhooks.class).find(webhook)));
    }

    private List<WebhookDelivery> log() {
        return jobs.application(Workspaces.class)
                .read(tenant, () -> jobs.application(WebhookDeliveries.class).list(webhook, null, 100));
    }

    /** As a receiver would verify it, by RFC 2104 itself: nothing of ours, and no library's HMAC. */
    private static boolean isSigned(HookReceiver.Message message, String secret) {
        String signed = message.header("webhook-id") + "." + message.header("webhook-timestamp") + "." + message.body();
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        byte[] inner = new byte[64];
        byte[] outer = new byte[64];
        for (int i = 0; i < 64; i++) {
            int octet = i < key.length ? key[i] : 0;
            inner[i] = (byte) (octet ^ 0x36);
            outer[i] = (byte) (octet ^ 0x5c);
        }
        byte[] mac = sha256(outer, sha256(inner, signed.getBytes(StandardCharsets.UTF_8)));
        String expected = "v1," + Base64.getEncoder().encodeToString(mac);
        return List.of(message.header("webhook-signature").split(" ", -1)).contains(expected);
    }

    private static byte[] sha256(byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(first);
            return digest.digest(second);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    @Test
    void anEventArrivesSignedAndIsLogged() {
        UUID project = change();
        assertEquals(1, jobs.run().completed());
        HookReceiver.Message message = receiver.messages().getFirst();
        assertEquals("POST", message.method());
        assertEquals("application/json", message.header("content-type"));
        JsonNode event = json(message.body());
        assertEquals(event.path("id").asText(), message.header("webhook-id"));
        assertEquals(Long.toString(jobs.clock().instant().getEpochSecond()), message.header("webhook-timestamp"));
        assertTrue(isSigned(message, SECRET));
        assertFalse(isSigned(message, NEXT_SECRET));
        assertEquals("project.created", event.path("type").asText());
        assertEquals(project.toString(), event.at("/resource/id").asText());
        assertEquals(tenant.workspaceId().toString(), event.path("workspaceId").asText());
        assertFalse(message.body().contains("p-" + project), "values are told");
        WebhookDelivery delivery = log().getFirst();
        assertTrue(delivery.delivered());
        assertEquals(204, delivery.status());
        assertEquals(1, delivery.attempt());
        assertNull(delivery.error());
        assertEquals(event, json(delivery.event().text()));
        assertEquals(
                0,
                jobs.count(
                        "SELECT count(*) FROM app.webhook_deliveries d WHERE d::text LIKE '%canary%' OR d::text LIKE '%whsec%'"));
    }

    @Test
    void aFailureIsTriedAgainWithTheSameIdAndBody() {
        receiver.answers(500, Map.of());
        change();
        assertEquals(1, jobs.run().retried());
        assertNotNull(shown().failingSince());
        later(Duration.ofHours(12));
        assertEquals(1, jobs.run().retried());
        receiver.answers(200, Map.of());
        later(Duration.ofHours(12));
        assertEquals(1, jobs.run().completed());
        List<HookReceiver.Message> messages = receiver.messages();
        assertEquals(3, messages.size());
        for (HookReceiver.Message message : messages) {
            assertEquals(messages.getFirst().body(), message.body());
            assertEquals(messages.getFirst().header("webhook-id"), message.header("webhook-id"));
            assertTrue(isSigned(message, SECRET));
        }
        assertEquals(
                List.of(3, 2, 1), log().stream().map(WebhookDelivery::attempt).toList());
        assertEquals("the status is 500", log().getLast().error());
        assertEquals(1, log().stream().map(WebhookDelivery::jobId).distinct().count());
        assertNull(shown().failingSince());
        assertTrue(shown().active());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308, 400, 401, 404, 429, 503})
    void whateverIsNoSuccessIsAFailureAndGoesNowhereElse(int status) {
        receiver.answers(status, Map.of("Location", receiver.url(), "WWW-Authenticate", "Basic realm=\"x\""));
        change();
        assertEquals(1, jobs.run().retried());
        assertEquals(1, receiver.messages().size());
        assertEquals(status, log().getFirst().status());
        assertEquals("the status is " + status, log().getFirst().error());
    }

    @Test
    void aReceiverThatAsksForPatienceIsGivenIt() {
        receiver.answers(503, Map.of("Retry-After", "18000"));
        change();
        assertEquals(1, jobs.run().retried());
        later(Duration.ofHours(5).minusSeconds(1));
        assertEquals(0, jobs.run().claimed());
        later(Duration.ofSeconds(1));
        assertEquals(1, jobs.run().retried());
    }

    @Test
    void aReceiverOnAPrivateAddressIsNotCalled() {
        jobs.close();
        jobs = new WorkerDatabase(properties(false));
        tenant = jobs.workspace();
        webhook = webhook("project.created", SECRET);
        change();
        assertEquals(1, jobs.run().retried());
        assertEquals(List.of(), receiver.messages());
        assertEquals(
                "no connection to an address of the public internet",
                log().getFirst().error());
        assertNull(log().getFirst().status());
    }

    @Test
    void aReceiverThatIsAwayIsTriedAgain() {
        receiver.close();
        change();
        assertEquals(1, jobs.run().retried());
        assertFalse(log().getFirst().delivered());
    }

    @Test
    void theAnswer410EndsAllDeliveries() {
        receiver.answers(410, Map.of());
        change();
        change();
        assertEquals(2, jobs.run().completed());
        change();
        assertEquals(0, jobs.run().claimed());
        assertFalse(shown().active());
        assertEquals("gone", shown().disabledReason());
        assertNotNull(shown().disabledAt());
        assertTrue(receiver.messages().size() <= 2);
        assertEquals(
                1,
                jobs.count("SELECT count(*) FROM app.audit_entries WHERE relation = 'webhooks' AND action = 'update'"
                        + " AND after ->> 'disabled_reason' = 'gone'"));
    }

    @Test
    void twentyDeadEventsInARowDisableAWebhook() {
        receiver.answers(500, Map.of());
        UUID other = webhook("webhook.disabled", NEXT_SECRET);
        for (int dead = 1; dead <= 20; dead++) {
            assertTrue(shown().active(), "after " + (dead - 1));
            change();
            jobs.database().asOwner("UPDATE jobs SET attempt = 9 WHERE kind = 'webhook-delivery'");
            assertEquals(1, jobs.run().dead());
            assertEquals(dead, shown().deadInRow());
        }
        assertFalse(shown().active());
        assertEquals("failing", shown().disabledReason());
        receiver.answers(204, Map.of());
        later(Duration.ofHours(1));
        assertEquals(1, jobs.run().completed());
        HookReceiver.Message notice = receiver.messages().getLast();
        assertTrue(isSigned(notice, NEXT_SECRET));
        assertEquals("webhook.disabled", json(notice.body()).path("type").asText());
        assertEquals(webhook.toString(), json(notice.body()).at("/resource/id").asText());
        assertEquals(1, jobs.count("SELECT count(*) FROM app.webhooks WHERE active AND id = '" + other + "'"));
    }

    @Test
    void oneSuccessForgetsTheDead() {
        jobs.database().asOwner("UPDATE webhooks SET dead_in_row = 19, failing_since = now()");
        change();
        assertEquals(1, jobs.run().completed());
        assertEquals(0, shown().deadInRow());
        assertNull(shown().failingSince());
    }

    @Test
    void threeDaysOfFailuresDisableAWebhook() {
        receiver.answers(500, Map.of());
        change();
        assertEquals(1, jobs.run().retried());
        later(Duration.ofDays(3).minusSeconds(1));
        assertEquals(1, jobs.run().retried());
        assertTrue(shown().active());
        later(Duration.ofHours(12));
        assertEquals(1, jobs.run().dead());
        assertFalse(shown().active());
        assertEquals("failing", shown().disabledReason());
    }

    @Test
    void bothSecretsSignWhileOneIsReplaced() {
        secret(webhook, NEXT_SECRET, Duration.ofHours(1));
        change();
        jobs.run();
        HookReceiver.Message during = receiver.messages().getLast();
        assertTrue(isSigned(during, SECRET));
        assertTrue(isSigned(during, NEXT_SECRET));
        later(Duration.ofHours(1));
        change();
        jobs.run();
        HookReceiver.Message after = receiver.messages().getLast();
        assertFalse(isSigned(after, SECRET));
        assertTrue(isSigned(after, NEXT_SECRET));
    }

    @Test
    void aSecretThatWasMovedSignsNothing() {
        UUID other = webhook("job.dead", NEXT_SECRET);
        jobs.database().asOwner("""
                UPDATE webhook_secrets s SET ciphertext = o.ciphertext
                FROM webhook_secrets o WHERE s.webhook_id = '%s' AND o.webhook_id = '%s'
                """.formatted(webhook, other));
        change();
        assertEquals(1, jobs.run().retried());
        assertEquals(List.of(), receiver.messages());
    }

    @Test
    void aWebhookThatIsGoneOrInactiveIsSentNothing() {
        change();
        write(() -> jobs.application(Webhooks.class).delete(webhook, null));
        assertEquals(1, jobs.run().completed());
        assertEquals(List.of(), receiver.messages());
        webhook = webhook("project.created", SECRET);
        change();
        jobs.database().asOwner("UPDATE webhooks SET active = false");
        assertEquals(1, jobs.run().completed());
        assertEquals(List.of(), receiver.messages());
        assertEquals(List.of(), log());
    }

    @Test
    void aRedeliveryHasTheIdOfTheFirst() {
        change();
        jobs.run();
        WebhookDelivery first = log().getFirst();
        WebhookMessage again = new WebhookMessage(webhook, WebhookEvent.of(first.event()));
        jobs.enqueue(tenant, WebhookMessage.KIND.of(again));
        assertEquals(1, jobs.run().completed());
        List<HookReceiver.Message> messages = receiver.messages();
        assertEquals(2, messages.size());
        assertEquals(messages.getFirst().body(), messages.getLast().body());
        assertEquals(
                messages.getFirst().header("webhook-id"), messages.getLast().header("webhook-id"));
        assertEquals(2, log().stream().map(WebhookDelivery::jobId).distinct().count());
    }

    @Test
    void anotherWorkspacesWebhookIsNotReached() {
        change();
        jobs.run();
        WebhookMessage stolen =
                new WebhookMessage(webhook, WebhookEvent.of(log().getFirst().event()));
        jobs.enqueue(jobs.workspace(), WebhookMessage.KIND.of(stolen));
        assertEquals(1, jobs.run().completed());
        assertEquals(1, receiver.messages().size());
    }
}
