package dev.statehouse.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.project.Projects;
import dev.statehouse.testing.FaultProxy;
import dev.statehouse.testing.FaultProxy.Cut;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A function that starts while the database goes away serves once it is back. */
class PoolTest {

    @Test
    void aPoolWhoseFirstConnectionBreaksGetsOthers() {
        Servers servers = Servers.running();
        try (TestDatabase database = TestDatabase.fresh();
                FaultProxy wire = FaultProxy.before(servers, servers.port("PGBOUNCER_PORT"))) {
            Map<String, Object> properties = database.properties("statehouse_app");
            properties.put("database.port", wire.port());
            properties.put("database.ca", wire.authority().toString());
            Tenant tenant = new TestTenant(new Rows(database).workspace(), null);
            wire.cut(Cut.BEFORE_ANY);
            try (ApplicationContext context = ApplicationContext.run(properties)) {
                Workspaces workspaces = context.getBean(Workspaces.class);
                Projects projects = context.getBean(Projects.class);
                DataError away =
                        assertThrows(DataError.class, () -> workspaces.read(tenant, () -> projects.list(null, 1)));
                assertEquals(DataError.Kind.UNAVAILABLE, away.kind());
                assertTrue(wire.cuts() > 0);
                wire.cut(Cut.NEVER);
                assertEquals(List.of(), workspaces.read(tenant, () -> projects.list(null, 1)));
            }
        }
    }
}
