package dev.statehouse.data;

import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import dev.statehouse.testing.WireTap;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Map;

/** A function's beans on a database of their own, with a tap on the wire between them and the pooler. */
final class TappedDatabase implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final WireTap tap;
    private final ApplicationContext context;

    TappedDatabase(Path folder) {
        tap = WireTap.on(Servers.running(), Certificate.of(folder, "localhost"));
        Map<String, Object> properties = database.properties("statehouse_app");
        properties.put("database.port", tap.port());
        properties.put("database.ca", tap.trusted().toString());
        context = ApplicationContext.run(properties);
    }

    TestDatabase database() {
        return database;
    }

    WireTap tap() {
        return tap;
    }

    ApplicationContext context() {
        return context;
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        tap.close();
        database.close();
    }
}
