package dev.statehouse.bench;

import dev.statehouse.data.job.Jobs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Our queue's statements sent by {@code pgbench}: the limit. It enqueues by the repository's own statement, and claims from where
 * its last claim ended, as the worker does. What it claims comes to it row by row, as to the worker, and once more in one row,
 * the only one that its variables can be set from.
 */
final class PgbenchJobs implements JobContender {

    private static final int CLAIM = 100;
    private static final int CLAIMERS = 4;
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial");
    private static final Pattern DONE = Pattern.compile("transactions actually processed: (\\d+)");

    private final JobDatabase database;
    private int enqueued;

    PgbenchJobs(JobDatabase database) {
        this.database = database;
    }

    @Override
    public String name() {
        return "pgbench";
    }

    @Override
    public Outcome enqueue(int jobs, int batch, int connections) {
        Map<String, String> values = new HashMap<>();
        values.put(
                "ids",
                "(SELECT array_agg(('01900000-0000-7000-8000-' || :id + g)::uuid) FROM generate_series(1, %d) g)"
                        .formatted(batch));
        values.put("kinds", array("bench", batch));
        values.put("payloads", array("\"{\\\"number\\\": 1}\"", batch));
        values.put("people", array("NULL", batch));
        values.put("priorities", array("2", batch));
        values.put("runAts", array("2026-01-01", batch));
        values.put("attemptLimits", array("3", batch));
        values.put("uniqueKeys", "NULL");
        String script =
                """
                \\set n :n + %d
                \\set id 100000000000 + :client_id * 10000000000 + :n
                SELECT app.enter_workspace('%s', NULL, NULL)\\; %s;
                """.formatted(batch, JobDatabase.WORKSPACE, CardSql.with(CardSql.of(Jobs.class, "enqueue"), values));
        enqueued += jobs;
        return run("enqueue", "statehouse_app", script, connections, jobs / batch / connections, batch);
    }

    // As text, which is how the driver sends an array.
    private static String array(String element, int times) {
        return "'{" + String.join(",", Collections.nCopies(times, element)) + "}'";
    }

    @Override
    public Outcome drain() {
        String script = """
                \\if :looked = 0
                SELECT quote_literal(ARRAY[run_at]::text) AS reached, quote_literal(ARRAY[id]::text) AS reached_id
                FROM app.due_lanes(NULL, '{}', '{}', '{}', '{}', now(), 1) \\gset
                \\set looked 1
                \\endif
                WITH claimed AS MATERIALIZED (
                    SELECT *
                    FROM app.claim_jobs(ARRAY['%s']::uuid[], '{2}'::smallint[], :reached::timestamptz[], :reached_id::uuid[], %d,
                                        %2$d, now(), now() + interval '1 minute')
                )
                SELECT c.*, NULL AS spaces, NULL AS ids, NULL AS fences, NULL AS reached, NULL AS reached_id
                FROM claimed c
                UNION ALL
                SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
                       quote_literal(array_agg(workspace_id)::text), quote_literal(array_agg(id)::text),
                       quote_literal(array_agg(fence)::text), quote_literal(ARRAY[max(run_at)]::text),
                       quote_literal(ARRAY[(array_agg(id ORDER BY run_at DESC, id DESC))[1]]::text)
                FROM claimed \\aset
                SELECT * FROM app.finish_jobs(:spaces::uuid[], :ids::uuid[], :fences::bigint[], 'completed', now());
                """.formatted(JobDatabase.WORKSPACE, CLAIM);
        Outcome outcome = run("drain", "statehouse_worker", script, CLAIMERS, enqueued / CLAIM / CLAIMERS, CLAIM);
        enqueued = 0;
        return outcome;
    }

    private Outcome run(String name, String role, String script, int clients, int each, int jobsEach) {
        String output = Shell.output(
                environment(role),
                "pgbench",
                "--no-vacuum",
                "--client=" + clients,
                "--jobs=" + Math.min(2, clients),
                "--transactions=" + Math.max(1, each),
                "--define=n=0",
                "--define=looked=0",
                "--define=reached=0",
                "--define=reached_id=0",
                "--file=" + written(name, script));
        double transactions = number(DONE, output);
        return new Outcome(
                (long) (transactions * jobsEach),
                0,
                transactions / number(RATE, output),
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    private static String written(String name, String script) {
        try {
            return Files.writeString(Shell.target().resolve("jobs-" + name + ".pgbench"), script)
                    .toString();
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private Map<String, String> environment(String role) {
        Map<String, String> ours = database.environment(role);
        Map<String, String> environment = new HashMap<>();
        for (String name : List.of("HOST", "PORT", "USER", "PASSWORD")) {
            environment.put("PG" + name, ours.get("DATABASE_" + name));
        }
        environment.put("PGDATABASE", ours.get("DATABASE_NAME"));
        environment.put("PGSSLMODE", "verify-full");
        environment.put("PGSSLROOTCERT", ours.get("DATABASE_CA"));
        return environment;
    }

    private static double number(Pattern pattern, String output) {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(found.group(1));
    }

    @Override
    public void clear() {
        database.clear();
        enqueued = 0;
    }

    @Override
    public void settle() {
        database.settle();
    }

    @Override
    public void close() {
        // Its processes come and go with each run.
    }
}
