package dev.statehouse.worker;

import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.data.job.ListedJob;
import dev.statehouse.data.job.ListedJobs;
import dev.statehouse.data.job.NewJob;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.schedule.Run;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A database, a function that enqueues, and a worker with a test's handlers. */
final class WorkerDatabase implements AutoCloseable {

    private record Owner(UUID workspaceId, @Nullable UUID personId) implements Tenant {}

    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.MILLIS));
    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext application;
    private final ApplicationContext worker;

    WorkerDatabase(JobHandler<?>... handlers) {
        this(Map.of(), handlers);
    }

    /** @param properties of both, set otherwise than a function's environment would */
    WorkerDatabase(Map<String, Object> properties, JobHandler<?>... handlers) {
        application = ApplicationContext.builder(with(properties, "statehouse_app"))
                .singletons(clock)
                .start();
        worker = worker(with(properties, "statehouse_worker"), clock, handlers);
    }

    private Map<String, Object> with(Map<String, Object> properties, String role) {
        Map<String, Object> all = new HashMap<>(database.properties(role));
        all.putAll(properties);
        return all;
    }

    static ApplicationContext worker(Map<String, Object> properties, @Nullable Clock clock, JobHandler<?>... handlers) {
        ApplicationContext context = ApplicationContext.builder(properties)
                .singletons(clock == null ? new Object[0] : new Object[] {clock})
                .build();
        for (JobHandler<?> handler : handlers) {
            context.registerSingleton(handler);
        }
        return context.start();
    }

    TestClock clock() {
        return clock;
    }

    TestDatabase database() {
        return database;
    }

    ApplicationContext worker() {
        return worker;
    }

    Tenant workspace() {
        return new Owner(new Rows(database).workspace(), null);
    }

    static Tenant tenant(UUID workspace) {
        return new Owner(workspace, null);
    }

    UUID enqueue(Tenant tenant, NewJob<?> job) {
        return application
                .getBean(Workspaces.class)
                .write(tenant, () -> application.getBean(JobQueue.class).enqueue(job))
                .id();
    }

    void enqueue(Tenant tenant, List<? extends NewJob<?>> jobs) {
        application
                .getBean(Workspaces.class)
                .write(tenant, () -> application.getBean(JobQueue.class).enqueue(jobs));
    }

    WorkerRun.Counts run() {
        return run(Duration.ofMinutes(1));
    }

    WorkerRun.Counts run(Duration time) {
        return worker.getBean(Worker.class).run(new Run(clock.instant(), false, Deadline.in(time)));
    }

    ListedJob find(Tenant tenant, UUID id) {
        return Objects.requireNonNull(application
                .getBean(Workspaces.class)
                .read(tenant, () -> application.getBean(ListedJobs.class).find(id)));
    }

    <T> T application(Class<T> bean) {
        return application.getBean(bean);
    }

    /** The first id of a query. */
    UUID id(String query) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getObject(1, UUID.class);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
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
}
