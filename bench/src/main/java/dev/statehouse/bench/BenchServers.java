package dev.statehouse.bench;

import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The bench's own servers, which {@code bench/run} has started.
 *
 * @param directory of their state
 */
record BenchServers(Servers servers, Path directory) {

    private static final String DATABASE = "bench";
    private static final Pattern STATUS = Pattern.compile("(\\w+) +port \\d+ pid (\\d+)");

    static BenchServers in(Path directory) throws IOException {
        try (var lines = Files.lines(directory.resolve("servers.env"))) {
            Map<String, String> env = lines.map(line -> line.split("=", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
            return new BenchServers(new Servers(env), directory);
        }
    }

    TestDatabase database() {
        return new TestDatabase(servers, DATABASE);
    }

    /** What a function finds in its environment, as the application's role through PgBouncer. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DATABASE_HOST", servers.get("POSTGRES_HOST"));
        environment.put("DATABASE_PORT", servers.get("PGBOUNCER_PORT"));
        environment.put("DATABASE_NAME", DATABASE);
        environment.put("DATABASE_USER", "statehouse_app");
        environment.put("DATABASE_PASSWORD", servers.password("statehouse_app"));
        environment.put("DATABASE_CA", servers.get("CA_CERT"));
        environment.put("DATABASE_POOL_SIZE", "8");
        return environment;
    }

    /** What the authorizer finds in its environment. */
    Map<String, String> authorizerEnvironment() {
        Map<String, String> environment = new LinkedHashMap<>(environment());
        environment.put("DATABASE_USER", "statehouse_authorizer");
        environment.put("DATABASE_PASSWORD", servers.password("statehouse_authorizer"));
        environment.put("REDIS_HOST", "localhost");
        environment.put("REDIS_PORT", servers.get("REDIS_PORT"));
        environment.put("REDIS_PASSWORD", servers.get("REDIS_PASSWORD"));
        environment.put("REDIS_CA", servers.get("CA_CERT"));
        return environment;
    }

    long redis() {
        return pid("redis");
    }

    long postgresql() {
        return pid("postgresql");
    }

    long pgbouncer() {
        return pid("pgbouncer");
    }

    private long pid(String server) {
        String status = Shell.output(Map.of(), "localstack/servers", "status", directory.toString());
        Matcher line = STATUS.matcher(status);
        while (line.find()) {
            if (line.group(1).equals(server)) {
                return Long.parseLong(line.group(2));
            }
        }
        throw new IllegalStateException(server + " is not up: " + status);
    }
}
