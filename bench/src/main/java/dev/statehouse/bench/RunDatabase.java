package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A database of its own with runs of agents in many workspaces, gone at the end. Numbers become ids by rule. */
final class RunDatabase implements AutoCloseable {

    private static final int STEP = 50_000;
    private final BenchServers servers;
    private final TestDatabase database;
    private final String prefix;

    RunDatabase(BenchServers servers) throws SQLException {
        this.servers = servers;
        this.database = TestDatabase.anew(servers.servers(), "bench_runs");
        database.migrate();
        this.prefix = text("SELECT regexp_replace(app.first_id(now())::text, '0000-0000-000000000000$', '7000-8000-')");
    }

    /** The function in a process, on this database. */
    Worker function() {
        Map<String, String> environment = new HashMap<>(servers.environment());
        environment.put("DATABASE_NAME", database.name());
        return Worker.start("handler in process", FunctionProcess.class, environment);
    }

    /** What libpq's programs find in their environment, as the application's role through the pooler. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Pgbench.environment(servers));
        environment.put("PGDATABASE", database.name());
        return environment;
    }

    UUID runId(int run) {
        return UUID.fromString(prefix + "%012d".formatted(run));
    }

    /** The one project of a workspace. */
    static UUID projectOf(UUID workspace) {
        return UUID.fromString("1" + workspace.toString().substring(1));
    }

    /** So many runs, evenly in so many workspaces, of each of which one in ten is in a project, and one in 500 goes on. */
    void fill(int runs, int workspaces) throws SQLException {
        run("""
                INSERT INTO workspaces (id, slug, name)
                SELECT ('%1$s' || 100000000000 + n)::uuid, 'w-' || n, 'W' FROM generate_series(0, %2$d - 1) n;
                INSERT INTO projects (workspace_id, id, slug, name)
                SELECT id, ('1' || substr(id::text, 2))::uuid, 'p', 'P' FROM workspaces
                """.formatted(Cards.WORKSPACE_ID, workspaces));
        run("ALTER TABLE agent_runs DISABLE TRIGGER USER");
        for (int from = 0; from < runs; from += STEP) {
            run("""
                    INSERT INTO agent_runs (workspace_id, id, project_id, name, agent, status, heartbeat_at, started_at, finished_at)
                    SELECT w.id, ('%1$s' || lpad(n::text, 12, '0'))::uuid, CASE WHEN n / %5$d %% 10 = 0 THEN ('1' || substr(w.id::text, 2))::uuid END, 'Run ' || n, 'coder',
                           CASE WHEN n / %5$d %% 500 = 0 THEN 'running' ELSE 'succeeded' END, now(), now(),
                           CASE WHEN n / %5$d %% 500 > 0 THEN now() END
                    FROM generate_series(%2$d, %3$d) n
                    CROSS JOIN LATERAL (SELECT ('%4$s' || 100000000000 + n %% %5$d)::uuid AS id) w
                    """.formatted(prefix, from, Math.min(from + STEP, runs) - 1, Cards.WORKSPACE_ID, workspaces));
        }
        run("ALTER TABLE agent_runs ENABLE TRIGGER USER");
        run("VACUUM ANALYZE agent_runs");
    }

    /** Adds lines of other runs, evenly in the workspaces, a hundred times so many, said within the last hour. */
    void fillUp(int hundreds, int workspaces) throws SQLException {
        for (int done = 0; done < hundreds; done += STEP / 100) {
            say(done * 100, Math.min(STEP / 100, hundreds - done) * 100, workspaces);
        }
        run("VACUUM ANALYZE agent_run_logs");
    }

    private void say(int from, int lines, int workspaces) throws SQLException {
        run("""
                INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message, data)
                SELECT ('%s' || 100000000000 + n %% %d)::uuid, md5((n / 1000)::text)::uuid,
                       app.id_at(floor(extract(epoch FROM clock_timestamp()) * 4096000)::bigint - n),
                       CASE WHEN n %% 20 = 0 THEN 'warn' ELSE 'info' END, 'step ' || n || ' of the plan is done', '{"file": "App.java"}'
                FROM generate_series(%d, %d) n
                """.formatted(Cards.WORKSPACE_ID, workspaces, from, from + lines - 1));
    }

    /** Adds so many lines and a tenth as many calls of models to each of the first runs. */
    void sayAndUse(int runs, int workspaces, int lines) throws SQLException {
        String which = """
                SELECT ('%s' || 100000000000 + r %% %d)::uuid, ('%s' || lpad(r::text, 12, '0'))::uuid,
                       app.id_at(floor(extract(epoch FROM clock_timestamp()) * 4096000)::bigint + l * 100000 + r)
                """.formatted(Cards.WORKSPACE_ID, workspaces, prefix);
        run("INSERT INTO agent_run_logs (workspace_id, run_id, id, level, message) " + which
                + ", CASE WHEN l %% 20 = 0 THEN 'warn' ELSE 'info' END, 'step ' || l".replace("%%", "%")
                + " FROM generate_series(1, %d) l, generate_series(0, %d) r".formatted(lines, runs - 1));
        run(
                "INSERT INTO token_usages (workspace_id, run_id, id, provider, model, input_tokens, cached_input_tokens, output_tokens,"
                        + " reasoning_tokens, total_tokens, input_price, cost_picousd) " + which
                        + ", 'acme', 'model-' || l % 3, 1000, 0, 0, 0, 1000, 3000000, 3000000000"
                        + " FROM generate_series(1, %d) l, generate_series(0, %d) r".formatted(lines / 10, runs - 1));
        run("VACUUM ANALYZE agent_run_logs");
        run("VACUUM ANALYZE token_usages");
    }

    /** The highest id of all lines. */
    UUID newestLine() throws SQLException {
        return UUID.fromString(text("SELECT id FROM app.agent_run_logs ORDER BY id DESC LIMIT 1"));
    }

    void run(String sql) throws SQLException {
        try (Connection connection = database.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public; SET synchronous_commit = off");
            for (String each : sql.split(";\n", -1)) {
                statement.execute(each);
            }
        }
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(text(sql));
    }

    private String text(String sql) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
