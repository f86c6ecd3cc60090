package dev.statehouse.crud;

import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestBucket;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The crud function on a database of its own, with one workspace and one of its editors. */
public final class Crud implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final Optional<TestBucket> bucket = TestBucket.create();
    private final ApplicationContext context = ApplicationContext.run(properties());
    private final HttpFunction function = new HttpFunction(context);
    private final UUID workspace = rows().workspace();

    private Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(database.properties("statehouse_app"));
        bucket.map(TestBucket::properties).ifPresent(properties::putAll);
        return properties;
    }

    /** Where files go; empty where no store runs. */
    public Optional<TestBucket> bucket() {
        return bucket;
    }

    public TestDatabase database() {
        return database;
    }

    public Rows rows() {
        return new Rows(database);
    }

    public UUID workspace() {
        return workspace;
    }

    public HttpFunction function() {
        return function;
    }

    /** As an editor of the workspace who acts for nobody. */
    public Api api() {
        return new Api(function, TestCaller.of(workspace, "editor"));
    }

    /** As an editor of another workspace. */
    public Api stranger() {
        return new Api(function, TestCaller.of(rows().workspace(), "editor"));
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
