package dev.statehouse.data.tenancy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.project.Project;
import dev.statehouse.data.project.Projects;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Many clients of many tenants share four server connections, and are cancelled, fail, hang up and have their backends
 * killed: none ever sees or writes another tenant's row. {@code -Dstatehouse.pool-safety.seconds} runs it for longer,
 * {@code -Dstatehouse.seed} repeats a run's choices.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PoolSafetyTest {

    private static final int CLIENTS = 12;
    private static final int SERVER_CONNECTIONS = 4;
    private static final Duration TIME =
            Duration.ofSeconds(Long.getLong("statehouse.pool-safety.seconds", 5));
    private static final long SEED = Long.getLong("statehouse.seed", System.nanoTime());

    private final LongAdder transactions = new LongAdder();
    private final LongAdder disturbed = new LongAdder();
    private final Set<String> wrong = ConcurrentHashMap.newKeySet();
    private TestDatabase database;
    private FewServerConnections few;
    private List<UUID> tenants;

    @BeforeAll
    void start() throws SQLException {
        few = new FewServerConnections(SERVER_CONNECTIONS);
        database = TestDatabase.fresh();
        Rows rows = new Rows(database);
        tenants = Stream.generate(rows::workspace).limit(20).toList();
        for (UUID tenant : tenants) {
            database.asOwner(
                    "INSERT INTO projects (workspace_id, id, slug, name) SELECT '%1$s', gen_random_uuid(), 'p' || n, '%1$s' FROM generate_series(1, 5) n"
                            .formatted(tenant));
        }
    }

    @AfterAll
    void stop() throws SQLException {
        database.close();
        few.close();
    }

    @Test
    void plainConnectionsNeverCarryATenantOver() throws Exception {
        run("plain connections", random -> {
            RawClient client = new RawClient(database, tenants, random);
            return client::transaction;
        });
    }

    @Test
    void workspacesNeverCarryATenantOver() throws Exception {
        Map<String, Object> properties = database.properties("statehouse_app");
        properties.put("database.pool-size", 8);
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            Workspaces workspaces = context.getBean(Workspaces.class);
            Projects projects = context.getBean(Projects.class);
            run("workspaces", random -> () -> throughWorkspaces(workspaces, projects, random));
        }
    }

    /** One transaction of a client, which says what it saw that it must not. */
    interface Step {
        @Nullable String run() throws SQLException;
    }

    private interface Client {
        Step of(Random random);
    }

    private void run(String what, Client client) throws Exception {
        transactions.reset();
        disturbed.reset();
        long end = System.nanoTime() + TIME.toNanos();
        try (ExecutorService executor = Executors.newFixedThreadPool(CLIENTS + 1)) {
            List<Callable<Boolean>> work = Stream.concat(
                            IntStream.range(0, CLIENTS)
                                    .mapToObj(number -> repeat(client.of(new Random(SEED + number)), end)),
                            Stream.of(() -> killing(end)))
                    .toList();
            for (Future<Boolean> done : executor.invokeAll(work)) {
                assertTrue(done.get());
            }
        }
        System.out.printf(
                "pool safety, %s: %d transactions, %d of them disturbed, %d clients on %d server connections, wrong rows %d, seed %d%n",
                what, transactions.sum(), disturbed.sum(), CLIENTS, SERVER_CONNECTIONS, wrong.size(), SEED);
        assertEquals(Set.of(), wrong);
        assertTrue(transactions.sum() > 100);
        assertEquals(0, misplaced());
    }

    private Callable<Boolean> repeat(Step step, long end) {
        return () -> {
            while (System.nanoTime() < end) {
                transactions.increment();
                try {
                    String seen = step.run();
                    if (seen != null) {
                        wrong.add(seen);
                    }
                } catch (SQLException | DataError disturbance) {
                    disturbed.increment();
                    if (!isDisturbance(disturbance)) {
                        throw disturbance;
                    }
                }
            }
            return true;
        };
    }

    // Killed backends, lost connections and cancels; anything else is a finding.
    private static boolean isDisturbance(Exception failure) {
        if (failure instanceof DataError error) {
            return Set.of(DataError.Kind.UNAVAILABLE, DataError.Kind.CONTENDED, DataError.Kind.TIMEOUT)
                    .contains(error.kind());
        }
        String state = failure instanceof SQLException sql ? String.valueOf(sql.getSQLState()) : "";
        return state.startsWith("08") || state.startsWith("57") || state.equals("22012");
    }

    private @Nullable String throughWorkspaces(Workspaces workspaces, Projects projects, Random random) {
        UUID id = tenants.get(random.nextInt(tenants.size()));
        Tenant tenant = new OneTenant(id);
        List<Project> seen =
                switch (random.nextInt(4)) {
                    case 0 -> workspaces.write(tenant, () -> {
                        projects.insert(Ids.next(), "s" + UUID.randomUUID(), id.toString());
                        return projects.list(null, 10);
                    });
                    case 1 -> failing(workspaces, projects, tenant);
                    default -> workspaces.read(tenant, () -> projects.list(null, 10));
                };
        return seen.stream()
                .filter(project -> !project.name().equals(id.toString()))
                .map(project -> id + " saw " + project)
                .findFirst()
                .orElse(null);
    }

    private static List<Project> failing(Workspaces workspaces, Projects projects, Tenant tenant) {
        try {
            return workspaces.write(tenant, () -> {
                projects.insert(Ids.next(), "s" + UUID.randomUUID(), tenant.workspaceId().toString());
                throw new UnsupportedOperationException("on purpose");
            });
        } catch (UnsupportedOperationException expected) {
            return List.of();
        }
    }

    private record OneTenant(UUID workspaceId) implements Tenant {
        @Override
        public @Nullable UUID personId() {
            return null;
        }
    }

    private boolean killing(long end) throws SQLException, InterruptedException {
        try (Connection superuser = database.connect("postgres", false);
                Statement statement = superuser.createStatement()) {
            while (System.nanoTime() < end) {
                Thread.sleep(150);
                statement.execute(
                        """
                        SELECT pg_terminate_backend(pid)
                        FROM (SELECT pid FROM pg_stat_activity
                              WHERE datname = current_database() AND usename = 'statehouse_app'
                              ORDER BY random() LIMIT 1) AS one
                        """);
            }
            return true;
        }
    }

    /** Rows that were written into another workspace than their writer's, whose id is their name. */
    private int misplaced() throws SQLException {
        try (Connection superuser = database.connect("postgres", false);
                Statement statement = superuser.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM app.projects WHERE name <> workspace_id::text")) {
            count.next();
            return count.getInt(1);
        }
    }
}
