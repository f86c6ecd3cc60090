package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.statehouse.testing.Api;
import io.micronaut.context.ApplicationContext;
import io.micronaut.crac.test.CheckpointSimulator;
import io.micronaut.jdbc.DataSourceResolver;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What Lambda does with SnapStart: serve in init, take a snapshot, restore it, serve on. */
class SnapshotTest {

    @Test
    void aSnapshotHoldsNoConnectionAndServesAfterItsRestore() {
        try (Crud crud = new Crud()) {
            Api api = crud.api();
            api.post("/v1/prompt-cards", "{\"title\": \"Before\"}").expect(201);
            api.get("/v1/prompts/before").expect(404);
            HikariPoolMXBean pool = pool(crud.context());
            assertTrue(pool.getTotalConnections() > 0, "the test has nothing to show without a connection");

            CheckpointSimulator snapshot = crud.context().getBean(CheckpointSimulator.class);
            snapshot.runBeforeCheckpoint();
            assertEquals(0, pool.getTotalConnections());
            snapshot.runAfterRestore();

            assertEquals(
                    1,
                    api.get("/v1/prompt-cards").expect(200).json().path("data").size());
            api.get("/v1/prompts/before").expect(404);
        }
    }

    private static HikariPoolMXBean pool(ApplicationContext context) {
        DataSource source = context.getBean(DataSourceResolver.class).resolve(context.getBean(DataSource.class));
        return Objects.requireNonNull(((HikariDataSource) source).getHikariPoolMXBean());
    }
}
