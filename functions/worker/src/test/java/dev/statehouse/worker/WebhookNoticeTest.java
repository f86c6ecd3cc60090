package dev.statehouse.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.webhook.Webhooks;
import dev.statehouse.data.workspace.OwnerAddresses;
import dev.statehouse.testing.Rows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What owners are written of webhooks that were disabled. */
class WebhookNoticeTest {

    private Path folder;
    private WorkerDatabase jobs;
    private Tenant tenant;
    private UUID webhook;

    @BeforeEach
    void start(@TempDir Path temporary) {
        folder = temporary.resolve("mail");
        begin(Map.of("mail.folder", folder.toString()));
    }

    private void begin(Map<String, Object> properties) {
        jobs = new WorkerDatabase(properties);
        tenant = jobs.workspace();
        webhook = Ids.next();
        String[] types = {"job.dead"};
        jobs.application(Workspaces.class)
                .write(
                        tenant,
                        () -> jobs.application(Webhooks.class)
                                .insert(webhook, "Stranger's words", "https://hooks.example.org/in", "", types, true));
    }

    @AfterEach
    void stop() {
        jobs.close();
    }

    private UUID owner(String email) {
        UUID id = new Rows(jobs.database()).member(tenant.workspaceId(), "owner");
        jobs.database()
                .asOwner("UPDATE users SET email = '%s', email_verified_at = now() WHERE id = '%s'"
                        .formatted(email, id));
        return id;
    }

    /** As the worker does it. */
    private void disable() {
        jobs.worker().getBean(Workspaces.class).write(tenant, () -> disabled("failing"));
        jobs.clock().move(Duration.ofMinutes(1));
    }

    private List<UUID> disabled(String reason) {
        return jobs.worker()
                .getBean(Webhooks.class)
                .disable(webhook, jobs.clock().instant(), reason);
    }

    private List<String> messages() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().map(WebhookNoticeTest::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void eachOwnerIsToldOnceAndNobodyElse() {
        owner("ada@example.org");
        owner("bob@example.org");
        new Rows(jobs.database()).member(tenant.workspaceId(), "admin");
        new Rows(jobs.database()).member(jobs.workspace().workspaceId(), "owner");
        disable();
        assertEquals(2, jobs.run().completed());
        List<String> sent = messages();
        assertEquals(2, sent.size());
        assertTrue(sent.stream().anyMatch(mail -> mail.startsWith("To: ada@example.org\r\n")), sent.toString());
        assertTrue(sent.stream().anyMatch(mail -> mail.startsWith("To: bob@example.org\r\n")), sent.toString());
        for (String mail : sent) {
            assertTrue(mail.contains(webhook.toString()), mail);
            assertTrue(mail.contains(tenant.workspaceId().toString()), mail);
            assertTrue(mail.contains("took no event for too long"), mail);
            assertFalse(mail.contains("Stranger") || mail.contains("hooks.example.org"), mail);
        }
        jobs.worker().getBean(Workspaces.class).write(tenant, () -> disabled("failing"));
        jobs.clock().move(Duration.ofMinutes(1));
        assertEquals(0, jobs.run().claimed(), "it was disabled already");
    }

    @Test
    void whatIsRolledBackIsToldToNobody() {
        owner("ada@example.org");
        assertThrows(
                IllegalStateException.class,
                () -> jobs.worker().getBean(Workspaces.class).write(tenant, () -> {
                    assertEquals(1, disabled("gone").size());
                    throw new IllegalStateException("changed its mind");
                }));
        jobs.clock().move(Duration.ofMinutes(1));
        assertEquals(0, jobs.run().claimed());
        assertEquals(List.of(), messages());
    }

    @Test
    void aMessageThatCanNotBeSentIsTriedAgainAndItsErrorQuotesNoAddress() throws IOException {
        owner("ada@example.org");
        Files.writeString(folder, "a file where the folder should be");
        disable();
        assertEquals(1, jobs.run().retried());
        assertEquals(0, jobs.count("SELECT count(*) FROM app.jobs j WHERE j::text LIKE '%example.org%'"));
        Files.delete(folder);
        jobs.clock().move(Duration.ofHours(12));
        assertEquals(1, jobs.run().completed());
        assertEquals(1, messages().size());
    }

    @Test
    void whoIsNoOwnerAnyMoreOrProvedNoAddressIsNotWrittenTo() {
        UUID former = owner("ada@example.org");
        UUID unproved = owner("bob@example.org");
        jobs.database().asOwner("UPDATE users SET email_verified_at = NULL WHERE id = '" + unproved + "'");
        disable();
        jobs.database().asOwner("UPDATE memberships SET role = 'admin' WHERE user_id = '" + former + "'");
        assertEquals(2, jobs.run().completed());
        assertEquals(List.of(), messages());
    }

    @Test
    void theWorkerIsToldTheAddressesOfTheBoundWorkspaceAlone() {
        UUID owner = owner("ada@example.org");
        assertEquals("ada@example.org", address(tenant, owner));
        assertNull(address(jobs.workspace(), owner));
    }

    private @Nullable String address(Tenant in, UUID person) {
        return jobs.worker()
                .getBean(Workspaces.class)
                .read(in, () -> jobs.worker().getBean(OwnerAddresses.class).find(person));
    }

    @Test
    void ofAWebhookThatIsInUseAgainOrGoneNothingIsSent() {
        owner("ada@example.org");
        disable();
        String[] types = {"job.dead"};
        jobs.application(Workspaces.class)
                .write(
                        tenant,
                        () -> jobs.application(Webhooks.class)
                                .change(webhook, "x", "https://hooks.example.org/in", "", types, true));
        assertEquals(1, jobs.run().completed());
        disable();
        jobs.application(Workspaces.class)
                .write(tenant, () -> jobs.application(Webhooks.class).delete(webhook, null));
        assertEquals(1, jobs.run().completed());
        assertEquals(List.of(), messages());
    }

    @Test
    void whereNoMailIsSetUpTheJobSaysSo() {
        jobs.close();
        begin(Map.of());
        owner("ada@example.org");
        disable();
        assertEquals(1, jobs.run().dead());
        assertEquals(
                1,
                jobs.count("SELECT count(*) FROM app.dead_jobs WHERE kind = 'webhook-notice'"
                        + " AND last_error LIKE 'neither MAIL_FROM nor MAIL_FOLDER is set%'"));
    }
}
