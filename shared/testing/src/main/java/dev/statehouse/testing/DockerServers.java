package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.ComposeContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** The servers of {@code localstack/compose.yaml}, as containers of this JVM, on free ports. */
final class DockerServers {

    private static final Logger LOG = LoggerFactory.getLogger(DockerServers.class);

    /** Variable of the compose file, by service: the port that the service publishes. */
    private static final Map<String, String> PORTS = Map.of(
            "postgresql", "POSTGRES_PORT",
            "pgbouncer", "PGBOUNCER_PORT",
            "redis", "REDIS_PORT",
            "localstack", "LOCALSTACK_PORT");

    private static final Map<String, Integer> INSIDE =
            Map.of("postgresql", 5432, "pgbouncer", 6432, "redis", 6379, "localstack", 4566);

    private DockerServers() {}

    /** Whether a daemon answers; Testcontainers is asked only where there may be one, for it complains at length. */
    static boolean available() {
        boolean maybe = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return maybe && DockerClientFactory.instance().isDockerAvailable();
    }

    static Servers start() {
        Path file = Servers.root().resolve("localstack/compose.yaml");
        LOG.info("Tests use the containers of {}", file);
        Map<String, String> env = new HashMap<>();
        PORTS.values().forEach(variable -> env.put(variable, String.valueOf(freePort())));
        ComposeContainer containers = new ComposeContainer(file.toFile()).withEnv(env);
        INSIDE.forEach((service, port) -> containers.withExposedService(service, port, Wait.forListeningPort()));
        containers.start();
        Runtime.getRuntime().addShutdownHook(new Thread(containers::stop));
        return servers(env);
    }

    // Passwords as the compose file has them: no secrets, and on this machine only.
    private static Servers servers(Map<String, String> ports) {
        Map<String, String> env = new HashMap<>(ports);
        env.put("POSTGRES_HOST", "localhost");
        env.put(
                "CA_CERT",
                Servers.root().resolve("localstack/compose/tls/ca.pem").toString());
        env.put("SUPERUSER", "postgres");
        env.put("SUPERUSER_PASSWORD", "local-superuser");
        env.put("MASTER_USER", "statehouse_master");
        env.put("MASTER_PASSWORD", "local-master");
        env.put("APP_PASSWORD", "local-app");
        env.put("IDENTITY_PASSWORD", "local-identity");
        env.put("WORKER_PASSWORD", "local-worker");
        env.put("AUTHORIZER_PASSWORD", "local-authorizer");
        env.put("CLEANUP_PASSWORD", "local-cleanup");
        env.put("MAINTENANCE_PASSWORD", "local-maintenance");
        env.put("BACKUP_PASSWORD", "local-backup");
        env.put("MONITOR_PASSWORD", "local-monitor");
        env.put("S3_ENDPOINT", "http://localhost:" + ports.get("LOCALSTACK_PORT"));
        return new Servers(env);
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
    }
}
