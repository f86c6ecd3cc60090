package dev.statehouse.sessioncleanup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.RowFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Processes that are killed (SIGKILL) in the middle of a removal leave it to the next, which counts what is left. */
class RemovalKillTest {

    private static final int ISSUES = 4_000;
    private static final int KILLS = 3;
    private static final int BATCHES_BEFORE_A_KILL = 15;

    @Test
    void aRemovalGoesOnWhereTheKilledProcessStopped() throws Exception {
        try (RemovalDatabase database = new RemovalDatabase()) {
            RowFactory rows = new RowFactory(database.database());
            UUID workspace = rows.workspace();
            rows.fill(rows.scene(workspace, rows.member(workspace)));
            database.database().asOwner("""
                    INSERT INTO app.issues (workspace_id, id, project_id, number, title)
                    SELECT workspace_id, gen_random_uuid(), id, n + 2000000, 'Issue ' || n
                    FROM app.projects, generate_series(1, %d) n
                    """.formatted(ISSUES));
            String slug = database.survey().ask("SELECT slug FROM app.workspaces WHERE id = '" + workspace + "'");
            UUID removal = database.begin(workspace, "workspace", workspace, slug);
            Map<String, Long> before = database.survey().rowsOf(workspace);
            for (int kill = 0; kill < KILLS; kill++) {
                Process process = start(database);
                assertEquals(BATCHES_BEFORE_A_KILL, batches(process, BATCHES_BEFORE_A_KILL), "it ended by itself");
                process.destroyForcibly().waitFor();
            }
            assertTrue(
                    database.survey().rowsOf(workspace).getOrDefault("issues", 0L) > 0,
                    "nothing was left to the last one");
            Process last = start(database);
            batches(last, Integer.MAX_VALUE);
            assertEquals(0, last.waitFor());
            JsonNode counts = database.receipt(removal).at("/removed/tables");
            before.forEach(
                    (table, count) -> assertEquals(count, counts.path(table).asLong(), table));
            assertEquals(Map.of("operations.removals", 1L), database.survey().traces(workspace));
        }
    }

    private static int batches(Process process, int most) throws IOException {
        int batches = 0;
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            batches += line.equals(RemovalMain.BATCH) ? 1 : 0;
            if (batches == most) {
                break;
            }
        }
        return batches;
    }

    private static Process start(RemovalDatabase database) throws IOException {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Daws.accessKeyId=test",
                        "-Daws.secretAccessKey=test",
                        "-Daws.region=eu-central-1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RemovalMain.class.getName())
                .redirectErrorStream(true)
                .start();
        try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            input.write(database.properties().entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining("\n", "", "\n\n")));
        }
        return process;
    }
}
