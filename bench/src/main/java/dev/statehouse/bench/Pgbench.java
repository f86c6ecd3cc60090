package dev.statehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The same statements sent by {@code pgbench}, which decodes no row: the limit. Its ids are computed by the rule of
 * {@link Cards}, over all cards of ordinary workspaces.
 */
final class Pgbench implements Contender {

    private static final Pattern TRANSACTIONS = Pattern.compile("transactions actually processed: (\\d+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: (\\d+)");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

    private final BenchServers servers;
    private final Size size;

    Pgbench(BenchServers servers, Size size) {
        this.servers = servers;
        this.size = size;
    }

    @Override
    public String name() {
        return "pgbench";
    }

    /** Nobody's: its processes come and go with each run. */
    @Override
    public long pid() {
        return 0;
    }

    @Override
    public Outcome run(Requests requests, int connections, Duration duration) {
        String output = Shell.output(
                environment(servers),
                "pgbench",
                "--no-vacuum",
                "--client=" + connections,
                "--jobs=2",
                "--time=" + Math.max(1, duration.toSeconds()),
                "--file=" + script(requests.name().equals("point")));
        return new Outcome(
                (long) number(TRANSACTIONS, output),
                (long) number(FAILED, output),
                duration.toSeconds(),
                number(LATENCY, output),
                Double.NaN,
                Double.NaN);
    }

    static Map<String, String> environment(BenchServers servers) {
        Map<String, String> function = servers.environment();
        Map<String, String> environment = new HashMap<>();
        environment.put("PGHOST", function.get("DATABASE_HOST"));
        environment.put("PGPORT", function.get("DATABASE_PORT"));
        environment.put("PGDATABASE", function.get("DATABASE_NAME"));
        environment.put("PGUSER", function.get("DATABASE_USER"));
        environment.put("PGPASSWORD", function.get("DATABASE_PASSWORD"));
        environment.put("PGSSLMODE", "verify-full");
        environment.put("PGSSLROOTCERT", function.get("DATABASE_CA"));
        // pgjdbc asks for ISO too; clients that differ in it make PgBouncer send a SET at every change of hands.
        environment.put("PGDATESTYLE", "ISO");
        return environment;
    }

    private Path script(boolean point) {
        Map<String, String> values = new HashMap<>(Map.of("rows", "21"));
        values.put("id", "'" + Cards.CARD_ID + ":card'");
        values.put("workspaceId", "'" + Cards.WORKSPACE_ID + ":workspace'");
        String sql = CardSql.with(point ? CardSql.find() : CardSql.list(), values);
        String script = """
                \\set n random(0, %d)
                \\set card 100000000000 + :n
                \\set workspace 100000000000 + :n %% %d
                SELECT app.enter_workspace('%s:workspace', NULL)\\; %s;
                """.formatted(size.cards() - 1, size.workspaces(), Cards.WORKSPACE_ID, sql);
        try {
            return Files.writeString(Shell.target().resolve(point ? "point.pgbench" : "list.pgbench"), script);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static double number(Pattern pattern, String output) {
        Matcher found = pattern.matcher(output);
        if (!found.find()) {
            throw new IllegalStateException(output);
        }
        return Double.parseDouble(found.group(1));
    }
}
