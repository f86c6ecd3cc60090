package dev.statehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The cleanup of ten times as many rows as there are cards, in a process with little memory, while somebody wants each row that
 * it is about to delete.
 */
final class Cleanup implements Benchmark {

    private static final int STEP = 100_000;
    private static final String WORKSPACE = "00000000-0000-4000-8000-000000000001";
    private static final String PERSON = "00000000-0000-4000-8000-000000000002";
    private static final String OWNER = "workspace_id = '" + WORKSPACE + "'";
    private static final String CALLER = OWNER + " AND caller_id = '" + PERSON + "'";
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * A kind of rows.
     *
     * @param key of a row, beside what the condition says
     * @param rows that are due; a row in ten more is not
     * @param fill from a number on up to another one
     */
    private record Kind(String table, String since, String key, String beside, int rows, String fill) {}

    /** What a process did. */
    private record Run(long deleted, long slowestMs, double seconds, List<Long> memory) {}

    @Override
    public String name() {
        return "cleanup";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        TestDatabase database = TestDatabase.anew(lab.servers().servers(), "bench_cleanup");
        Table table = new Table(
                "Cleanup by batches that adapt, one connection",
                "table",
                "rows deleted",
                "rows/s",
                "slowest batch ms",
                "longest wait for a row ms",
                "p99 of waits",
                "waits",
                "memory after a tenth MB",
                "at the end MB");
        try (database) {
            make(database);
            for (Kind kind : kinds(lab.size().cards() * 10)) {
                measure(lab, database, kind, table);
            }
        }
        table.print();
    }

    private static List<Kind> kinds(int rows) {
        return List.of(
                new Kind("user_sessions", "expires_at", "id", "true", rows, """
                        INSERT INTO user_sessions (id, user_id, token_sha256, device, address, expires_at, ends_at)
                        SELECT gen_random_uuid(), '%s', sha256(n::text::bytea), 'Mozilla/5.0 (X11; Linux x86_64)', '192.0.2.7',
                               now() - interval '31 days' + %%3$s, now() + interval '1 year'
                        FROM generate_series(%%1$d, %%2$d) n
                        """.formatted(PERSON)),
                new Kind("idempotency_keys", "created_at", "key", CALLER, rows / 5, """
                        INSERT INTO idempotency_keys (workspace_id, caller_id, key, request_sha256, status, headers, body, created_at)
                        SELECT '%s', '%s', 'key-' || n, sha256('k'), 201, '{}', convert_to(repeat('answer ', 40), 'UTF8'),
                               now() - interval '25 hours' + %%3$s
                        FROM generate_series(%%1$d, %%2$d) n
                        """.formatted(WORKSPACE, PERSON)),
                new Kind("prompt_cards", "deleted_at", "id", OWNER, rows / 50, """
                        WITH card AS (
                            INSERT INTO prompt_cards (workspace_id, id, slug, title, search, last_version, deleted_at)
                            SELECT '%s', gen_random_uuid(), 'card-' || n, 'Card ' || n, to_tsvector('Card ' || n), 2,
                                   now() - interval '31 days' + %%3$s
                            FROM generate_series(%%1$d, %%2$d) n
                            RETURNING workspace_id, id
                        ), version AS (
                            INSERT INTO prompt_versions (workspace_id, id, card_id, number, template)
                            SELECT c.workspace_id, gen_random_uuid(), c.id, v, repeat('Say it in other words. ', 40)
                            FROM card c, generate_series(1, 2) v
                        )
                        INSERT INTO prompt_label_moves (workspace_id, id, card_id, label, to_version)
                        SELECT workspace_id, gen_random_uuid(), id, 'production', 1 FROM card
                        """.formatted(WORKSPACE)));
    }

    private static void measure(Lab lab, TestDatabase database, Kind kind, Table table) throws Exception {
        Progress.say("cleanup: filling " + kind.table());
        fill(database, kind);
        Progress.say("cleanup: sweeping " + kind.table());
        try (RowProbe probe = new RowProbe(database, kind.table(), kind.since(), kind.key(), kind.beside())) {
            Run run = sweep(lab, database, kind.table());
            double[] waits = probe.waits();
            // Rows that the probe held at that moment were stepped over, and go with the next run.
            if (run.deleted() < kind.rows() - kind.rows() / 100) {
                throw new IllegalStateException(kind.table() + ": only " + run.deleted() + " of " + kind.rows()
                        + "; see bench/target/cleanup.log");
            }
            table.row(
                    kind.table(),
                    String.format(Locale.ROOT, "%,d", run.deleted()),
                    Table.figure(run.deleted() / run.seconds()),
                    run.slowestMs(),
                    waits.length == 0 ? "" : Table.figure(waits[waits.length - 1]),
                    waits.length == 0 ? "" : Table.figure(waits[(waits.length - 1) * 99 / 100]),
                    waits.length,
                    run.memory().get(run.memory().size() / 10) >> 10,
                    run.memory().getLast() >> 10);
        }
    }

    private static Run sweep(Lab lab, TestDatabase database, String table) throws IOException {
        Map<String, String> environment = new HashMap<>(lab.servers().environment());
        environment.put("DATABASE_NAME", database.name());
        environment.put("DATABASE_USER", "statehouse_cleanup");
        environment.put("DATABASE_PASSWORD", database.servers().password("statehouse_cleanup"));
        environment.put("DATABASE_POOL_SIZE", "1");
        // Its start is not what is measured, and the machine may be busy.
        environment.put("DATASOURCES_DEFAULT_CONNECTION_TIMEOUT", "20000");
        Process process = Shell.start(
                environment,
                Shell.target().resolve("cleanup.log"),
                List.of(
                        Java.EXECUTABLE,
                        "-XX:+UseSerialGC",
                        "-Xmx96m",
                        "-cp",
                        Java.CLASS_PATH,
                        CleanupProcess.class.getName()));
        CompletableFuture<List<Long>> memory = CompletableFuture.supplyAsync(() -> memory(process));
        long deleted = 0;
        long slowest = 0;
        double seconds = 0;
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{\"outcome\"")) {
                    JsonNode counts =
                            JSON.readTree(line).path("counts").path("sweeps").path(table);
                    deleted += counts.path("deleted").asLong();
                    slowest = Math.max(slowest, counts.path("slowestBatchMs").asLong());
                    seconds += counts.path("tookMs").asLong() / 1e3;
                }
            }
        }
        return new Run(deleted, slowest, seconds, memory.join());
    }

    // Resident memory in KB, each tenth of a second (proc(5)).
    private static List<Long> memory(Process process) {
        List<Long> samples = new ArrayList<>();
        Path status = Path.of("/proc/" + process.pid() + "/status");
        while (process.isAlive()) {
            try {
                Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .forEach(line -> samples.add(Long.parseLong(line.replaceAll("\\D", ""))));
                Thread.sleep(100);
            } catch (IOException ended) {
                break;
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return samples.isEmpty() ? List.of(0L) : samples;
    }

    // Without the audit log's entries of what is filled in: they would be most of the work, and none of the
    // measurement.
    private static void fill(TestDatabase database, Kind kind) throws SQLException {
        try (Connection connection = database.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public; SET synchronous_commit = off");
            List<String> filled = kind.table().equals("prompt_cards")
                    ? List.of("prompt_cards", "prompt_versions", "prompt_label_moves")
                    : List.of(kind.table());
            for (String each : filled) {
                statement.execute("ALTER TABLE " + each + " DISABLE TRIGGER USER");
            }
            int last = kind.rows() + kind.rows() / 10;
            for (int from = 1; from <= last; from += STEP) {
                statement.execute(kind.fill().formatted(from, Math.min(from + STEP - 1, last), age(kind.rows())));
            }
            for (String each : filled) {
                statement.execute("ALTER TABLE " + each + " ENABLE TRIGGER USER");
                statement.execute("VACUUM ANALYZE " + each);
            }
        }
    }

    // One after the other; those beyond the last that is due are so long after the run.
    private static String age(int due) {
        return "CASE WHEN n > %1$d THEN interval '40 days' ELSE (n - %1$d) * interval '1 millisecond' END"
                .formatted(due);
    }

    private static void make(TestDatabase database) {
        database.migrate();
        database.asOwner("""
                INSERT INTO workspaces (id, slug, name) VALUES ('%s', 'bench', 'Bench');
                INSERT INTO users (id, email) VALUES ('%s', 'bench@example.org')
                """.formatted(WORKSPACE, PERSON));
    }
}
