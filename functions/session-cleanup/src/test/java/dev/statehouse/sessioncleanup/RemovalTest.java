package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.cache.Redis;
import dev.statehouse.data.cache.RedisScript;
import dev.statehouse.data.removal.RemovalStep;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.testing.RowFactory;
import dev.statehouse.testing.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that the catalogue knows of a workspace, or of a person, goes and is counted; their neighbours keep all. */
class RemovalTest {

    private static final ObjectMapper CANONICAL = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private RemovalDatabase database;
    private RowFactory rows;
    private UUID workspace;
    private UUID person;
    private UUID neighbour;
    private UUID stranger;

    @BeforeEach
    void start() {
        database = new RemovalDatabase();
        rows = new RowFactory(database.database());
        workspace = rows.workspace();
        person = rows.member(workspace);
        neighbour = rows.workspace();
        stranger = rows.member(neighbour);
        for (Scene scene : List.of(
                rows.scene(workspace, person),
                rows.privateScene(workspace, person),
                rows.privateScene(workspace, rows.member(workspace)),
                rows.scene(neighbour, stranger),
                rows.privateScene(neighbour, stranger))) {
            rows.fill(scene);
        }
    }

    @AfterEach
    void stop() {
        database.close();
    }

    @Test
    void nothingIsLeftOfAWorkspaceButItsReceipt(@TempDir Path folder) throws IOException {
        remember("query:" + workspace + ":cards");
        remember("a-later-cache:" + workspace);
        remember("query:" + neighbour + ":cards");
        if (database.hasBucket()) {
            store(folder, "uploads", workspace, "a");
            store(folder, "exports", workspace, "bcd");
            store(folder, "a-later-folder", workspace, "efgh");
            store(folder, "uploads", neighbour, "kept");
        }
        UUID removal = begin();
        Map<String, Long> before = database.survey().rowsOf(workspace);
        assertTrue(before.size() > 40, before.toString());
        before.put("workspaces", 1L);
        Map<String, String> neighbours = database.survey().contents(neighbour);
        database.sweep();
        JsonNode receipt = database.receipt(removal);
        assertEquals(before, counts(receipt.at("/removed/tables")));
        assertEquals(2, receipt.at("/removed/cache/keys").asInt());
        assertEquals(Map.of("operations.removals", 1L), database.survey().traces(workspace));
        assertEquals(neighbours, database.survey().contents(neighbour));
        assertEquals(0, keysWith(workspace));
        assertEquals(1, keysWith(neighbour));
        if (database.hasBucket()) {
            assertEquals(3, receipt.at("/removed/bucket/objects").asInt());
            assertEquals(8, receipt.at("/removed/bucket/bytes").asInt());
            WorkspaceFiles files = database.bean(WorkspaceFiles.class);
            assertEquals(List.of(), files.some(workspace, 10));
            assertEquals(1, files.some(neighbour, 10).size());
        }
        assertEquals(
                sha256(CANONICAL.writeValueAsString(CANONICAL.convertValue(receipt, TreeMap.class))),
                database.survey()
                        .ask("SELECT encode(receipt_sha256, 'hex') FROM operations.removals WHERE id = '" + removal
                                + "'"));
    }

    @Test
    void whoeverDiesInTheMiddleIsFollowedBySomebodyWhoCountsAllOfItOnce(@TempDir Path folder) throws IOException {
        String key = "query:" + workspace + ":cards";
        remember(key);
        if (database.hasBucket()) {
            store(folder, "uploads", workspace, "a");
        }
        UUID removal = begin();
        Map<String, Long> before = database.survey().rowsOf(workspace);
        before.put("workspaces", 1L);
        int batches = 0;
        boolean noted = false;
        for (RemovalStep step = database.step(3); !step.isNone(); step = database.step(3)) {
            assertNotEquals("failed", step.stage(), () -> database.error(removal));
            database.diesInStep(3);
            if (step.isElsewhere() && !noted) {
                // Deleted by somebody who died before it was counted.
                database.note(
                        removal,
                        "{\"store\": \"cache\", \"keys\": [\"" + key + "\"], \"counts\": {\"cache\": {\"keys\": 1}}}");
                database.bean(Redis.class).forget(key);
                noted = true;
            } else if (step.isElsewhere()) {
                database.goOnElsewhere(step);
            }
            batches++;
        }
        assertTrue(batches > 20, "batches: " + batches);
        assertEquals(before, counts(database.receipt(removal).at("/removed/tables")));
        assertEquals(1, database.receipt(removal).at("/removed/cache/keys").asInt());
    }

    @Test
    void whatSomebodyAddsMeanwhileGoesToo() throws IOException {
        UUID removal = begin();
        for (RemovalStep step = database.step(500); !step.isElsewhere(); step = database.step(500)) {
            assertNotEquals("failed", step.stage(), () -> database.error(removal));
        }
        database.database()
                .asOwner(
                        "INSERT INTO app.projects (workspace_id, id, slug, name) VALUES ('%s', gen_random_uuid(), 'late', 'Late')"
                                .formatted(workspace));
        long projects = database.survey().rowsOf(workspace).getOrDefault("projects", 0L);
        assertEquals(1, projects);
        database.sweep();
        assertEquals(Map.of("operations.removals", 1L), database.survey().traces(workspace));
        assertTrue(database.receipt(removal).at("/removed/tables/projects").asInt() > 1);
    }

    @Test
    void whatAPersonKeptPrivateGoesAndWhatTheySharedTellsNoAuthor() throws IOException {
        // A conversation that is its own source would be kept for itself.
        database.database().asOwner("DELETE FROM app.conversation_segments");
        String colleagues = "owner_id <> '" + person + "'";
        String othersBefore = owners(colleagues);
        UUID removal = database.beginUser(person);
        Map<String, Long> log = database.survey().rowsOf(person);
        database.sweep();
        JsonNode receipt = database.receipt(removal);
        assertEquals(1, receipt.at("/removed/tables/users").asInt());
        assertEquals(1, receipt.at("/removed/tables/conversations").asInt());
        assertEquals(1, receipt.at("/removed/tables/vectors").asInt());
        assertEquals(1, receipt.at("/removed/tables/prompt_cards").asInt());
        assertTrue(receipt.at("/removed/tables/prompt_versions").asInt() > 0);
        assertEquals(1, receipt.at("/removed/released/prompt_cards.owner_id").asInt());
        assertEquals(1, receipt.at("/removed/released/conversations.owner_id").asInt());
        log.forEach((table, count) ->
                assertEquals(count, receipt.at("/removed/tables/" + table).asLong(), table));
        assertEquals(Map.of(), database.survey().rowsOf(person));
        Map<String, Long> traces = database.survey().traces(person);
        traces.keySet().removeAll(List.of("audit_entries", "jobs", "operations.removals"));
        assertEquals(Map.of(), traces, "beyond what the receipt says that is kept");
        assertEquals(othersBefore, owners(colleagues));
    }

    private String owners(String where) {
        return database.survey()
                .ask("SELECT (SELECT string_agg(c.id::text, ' ' ORDER BY c.id) FROM app.prompt_cards c WHERE " + where
                        + ") || (SELECT string_agg(c.id::text, ' ' ORDER BY c.id) FROM app.conversations c WHERE "
                        + where
                        + ")");
    }

    private UUID begin() {
        String slug = database.survey().ask("SELECT slug FROM app.workspaces WHERE id = '" + workspace + "'");
        UUID removal = database.begin(workspace, "workspace", workspace, slug);
        assertEquals(removal, database.begin(workspace, "workspace", workspace, slug), "asked again it is the same");
        return removal;
    }

    private static Map<String, Long> counts(JsonNode counted) {
        Map<String, Long> counts = new TreeMap<>();
        counted.properties()
                .forEach(count -> counts.put(count.getKey(), count.getValue().asLong()));
        return counts;
    }

    private void remember(String key) {
        assertTrue(database.bean(Redis.class)
                .run(RedisScript.of("return {redis.call('SET', KEYS[1], 'x')}"), new String[] {key})
                .isPresent());
    }

    private long keysWith(UUID id) {
        return (Long) Objects.requireNonNull(database.bean(Redis.class)
                .run(RedisScript.of("return {#redis.call('KEYS', ARGV[1])}"), new String[0], "*" + id + "*")
                .orElseThrow()
                .getFirst());
    }

    private void store(Path folder, String name, UUID of, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name + of), content);
        database.bean(WorkspaceFiles.class).write(new WorkspaceFile(name, of, UUID.randomUUID()), file, "text/plain");
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (java.security.NoSuchAlgorithmException never) {
            throw new AssertionError(never);
        }
    }
}
