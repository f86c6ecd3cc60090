package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The real servers that tests run against, started by the first test of a JVM that asks and stopped at its end:
 * PostgreSQL with pgvector, PgBouncer in transaction mode before it, Redis, and an S3-compatible store where its jars are.
 *
 * @param env addresses, roles and passwords by name, as {@code localstack/servers} writes them
 */
public record Servers(Map<String, String> env) {

    /** Passwords of the login roles, by role. */
    static final Map<String, String> ROLE_PASSWORDS = Map.of(
            "statehouse_app", "APP_PASSWORD",
            "statehouse_identity", "IDENTITY_PASSWORD",
            "statehouse_authorizer", "AUTHORIZER_PASSWORD",
            "statehouse_worker", "WORKER_PASSWORD",
            "statehouse_cleanup", "CLEANUP_PASSWORD",
            "statehouse_maintenance", "MAINTENANCE_PASSWORD",
            "statehouse_backup", "BACKUP_PASSWORD",
            "statehouse_monitor", "MONITOR_PASSWORD",
            "statehouse_master", "MASTER_PASSWORD",
            "postgres", "SUPERUSER_PASSWORD");

    private static final class Running {
        private static final Servers INSTANCE =
                DockerServers.available() ? DockerServers.start() : NativeServers.start(directory());
    }

    /** The servers of this JVM. */
    public static Servers running() {
        return Running.INSTANCE;
    }

    static Path directory() {
        return root().resolve("target/servers");
    }

    /** The checkout's top folder. */
    public static Path root() {
        return Path.of(Objects.requireNonNull(System.getProperty("statehouse.root"), "statehouse.root is not set"));
    }

    public String get(String name) {
        return Objects.requireNonNull(env.get(name), name);
    }

    public int port(String name) {
        return Integer.parseInt(get(name));
    }

    public String password(String role) {
        return get(Objects.requireNonNull(ROLE_PASSWORDS.get(role), role));
    }

    static Servers read(Path file) {
        try {
            return new Servers(Files.readAllLines(file).stream()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public String toString() {
        return "servers of " + root();
    }
}
