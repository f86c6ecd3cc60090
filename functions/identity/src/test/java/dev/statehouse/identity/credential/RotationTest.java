package dev.statehouse.identity.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.credential.Credentials;
import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.vault.CredentialCipher;
import dev.statehouse.vault.CredentialPlace;
import dev.statehouse.vault.EncryptedValue;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotationTest {

    private static final int ROWS = 2_000;
    private static final String ROTATION = "/v1/credentials/rotation";

    private record Workspace(UUID workspaceId) implements Tenant {
        @Override
        public @Nullable UUID personId() {
            return null;
        }
    }

    @Test
    void valuesAreReadAndWrittenWhileTheirKeyChanges() {
        try (Vault vault = new Vault();
                ApplicationContext old = vault.start(vault.keys())) {
            List<UUID> ids = fill(old, vault.workspace());
            Api readers = new Api(new HttpFunction(old), TestCaller.of(vault.workspace(), "admin"));
            readers.send("POST", "/v1/credentials/" + ids.getFirst() + "/use", Map.of(), null)
                    .expect(200);
            vault.keys().add("second");
            try (ApplicationContext next = vault.start(vault.keys())) {
                Api rotating = new Api(new HttpFunction(next), TestCaller.of(vault.workspace(), "admin"));
                assertEquals(
                        ROWS,
                        rotating.get(ROTATION)
                                .expect(200)
                                .json()
                                .path("remaining")
                                .asInt());
                rotateBesideUse(readers, rotating, ids);
                assertEquals("second", vault.ask("SELECT string_agg(DISTINCT key_name, ',') FROM app.credentials"));
                JsonNode progress = rotating.get(ROTATION).expect(200).json();
                assertTrue(progress.path("done").asBoolean(), progress.toString());
                assertEquals(
                        ROWS, progress.path("keys").path(0).path("credentials").asInt());
            }
        }
    }

    private static List<UUID> fill(ApplicationContext context, UUID workspace) {
        CredentialCipher cipher = context.getBean(CredentialCipher.class);
        Credentials credentials = context.getBean(Credentials.class);
        List<UUID> ids = new ArrayList<>();
        context.getBean(Workspaces.class).write(new Workspace(workspace), () -> {
            for (int i = 0; i < ROWS; i++) {
                UUID id = UUID.randomUUID();
                EncryptedValue value = cipher.encrypt(CredentialPlace.of(workspace, id), "value of " + id);
                credentials.insert(id, "github", "n" + i, new String[0], value.keyName(), value.ciphertext(), null);
                ids.add(id);
            }
            return ids;
        });
        return ids;
    }

    private static void rotateBesideUse(Api readers, Api rotating, List<UUID> ids) {
        AtomicBoolean done = new AtomicBoolean();
        LongAdder uses = new LongAdder();
        LongAdder changes = new LongAdder();
        ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2; i++) {
                threads.execute(() -> {
                    while (!done.get()) {
                        use(readers, ids, errors);
                        uses.increment();
                    }
                });
            }
            threads.execute(() -> {
                while (!done.get()) {
                    change(readers, ids, errors);
                    changes.increment();
                }
            });
            try {
                rotate(rotating);
            } finally {
                done.set(true);
            }
        }
        System.out.printf(
                "rotation: %d values, %d uses and %d changes meanwhile, %d errors%n",
                ids.size(), uses.sum(), changes.sum(), errors.size());
        assertEquals(List.of(), List.copyOf(errors));
        assertTrue(uses.sum() > 10 && changes.sum() > 10, "nothing happened meanwhile");
    }

    private static UUID any(List<UUID> ids) {
        return ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
    }

    private static void use(Api api, List<UUID> ids, ConcurrentLinkedQueue<String> errors) {
        UUID id = any(ids);
        Api.Answer answer = api.send("POST", "/v1/credentials/" + id + "/use", Map.of(), null);
        if (answer.status() != 200 || !answer.json().path("value").asText().equals("value of " + id)) {
            errors.add(answer.status() + " " + answer.body());
        }
    }

    /** Writes the same value again, under whatever key this process holds for the present one. */
    private static void change(Api api, List<UUID> ids, ConcurrentLinkedQueue<String> errors) {
        UUID id = any(ids);
        Api.Answer answer = api.patch("/v1/credentials/" + id, "{\"value\": \"value of " + id + "\"}", "*");
        if (answer.status() != 200) {
            errors.add(answer.status() + " " + answer.body());
        }
    }

    /** Until nothing remains: a process that still holds the old key may put values back under it for a while. */
    private static void rotate(Api api) {
        String cursor = "";
        for (int calls = 0; calls < 500; calls++) {
            JsonNode step = api.send("POST", ROTATION + "?limit=100" + cursor, Map.of(), null)
                    .expect(200)
                    .json();
            assertEquals(0, step.path("damaged").asInt());
            if (step.path("done").asBoolean()) {
                return;
            }
            cursor = step.path("nextCursor").isNull()
                    ? ""
                    : "&cursor=" + step.path("nextCursor").asText();
        }
        throw new AssertionError("the rotation does not end");
    }

    @Test
    void aDamagedValueKeepsNoOtherFromTheNewKey() {
        try (Vault vault = new Vault()) {
            vault.keep("sound", "x");
            String damaged = vault.keep("damaged", "y");
            vault.database()
                    .asOwner(
                            "UPDATE credentials SET ciphertext = set_byte(ciphertext, 60, get_byte(ciphertext, 60) # 1) WHERE id = '"
                                    + damaged + "'");
            vault.keys().add("second");
            try (ApplicationContext next = vault.start(vault.keys())) {
                JsonNode step = new Api(new HttpFunction(next), TestCaller.of(vault.workspace(), "admin"))
                        .send("POST", ROTATION, Map.of(), null)
                        .expect(200)
                        .json();
                assertEquals(1, step.path("rotated").asInt());
                assertEquals(1, step.path("damaged").asInt());
                assertEquals(1, step.path("remaining").asInt());
            }
        }
    }
}
