package dev.statehouse.data.job;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestClock;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database with the beans of a function that enqueues and those of the worker, on one clock. */
final class JobsDatabase implements AutoCloseable {

    static final Duration LEASE = Duration.ofMinutes(1);
    static final JobKind<Note> NOTE = new JobKind<>("note", Note.class, 3, Backoff.USUAL);

    /** A payload. */
    record Note(int number, String text) {}

    record Owner(UUID workspaceId, @Nullable UUID personId) implements Tenant {}

    final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext application = context("statehouse_app", 4);
    private final ApplicationContext worker = context("statehouse_worker", 8);

    private ApplicationContext context(String role, int connections) {
        Map<String, Object> properties = database.properties(role);
        properties.put("database.pool-size", connections);
        return ApplicationContext.builder(properties).singletons(clock).start();
    }

    TestDatabase database() {
        return database;
    }

    Tenant workspace() {
        return new Owner(new Rows(database).workspace(), null);
    }

    <T> T application(Class<T> bean) {
        return application.getBean(bean);
    }

    Leases leases() {
        return worker.getBean(Leases.class);
    }

    Workspaces workersWorkspaces() {
        return worker.getBean(Workspaces.class);
    }

    <T> T ofWorker(Class<T> bean) {
        return worker.getBean(bean);
    }

    Set<UUID> enqueue(Tenant tenant, List<? extends NewJob<?>> jobs) {
        return application(Workspaces.class)
                .write(tenant, () -> application(JobQueue.class).enqueue(jobs));
    }

    UUID enqueue(Tenant tenant, NewJob<?> job) {
        return application(Workspaces.class)
                .write(tenant, () -> application(JobQueue.class).enqueue(job))
                .id();
    }

    @Nullable
    ListedJob find(Tenant tenant, UUID id) {
        return application(Workspaces.class)
                .read(tenant, () -> application(ListedJobs.class).find(id));
    }

    String state(Tenant tenant, UUID id) {
        ListedJob job = find(tenant, id);
        return job == null ? "nowhere" : job.state();
    }

    /** Claims from the beginning, as a worker that has just started. */
    List<ClaimedJob> claim(int most) {
        return leases().claims().next(most, LEASE);
    }

    static Collection<UUID> ids(Collection<ClaimedJob> jobs) {
        return jobs.stream().map(ClaimedJob::id).toList();
    }

    long count(String query) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        application.close();
        worker.close();
        database.close();
    }

    /** Enqueues inside the bound transaction of the worker. */
    int enqueueByWorker(NewJob<?> job) {
        return ofWorker(JobQueue.class).enqueue(job).isNew() ? 1 : 0;
    }

    Clock clock() {
        return clock;
    }
}
