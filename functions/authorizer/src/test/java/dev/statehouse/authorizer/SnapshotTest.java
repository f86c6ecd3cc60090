package dev.statehouse.authorizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.statehouse.testing.TestRedis;
import io.micronaut.crac.test.CheckpointSimulator;
import io.micronaut.jdbc.DataSourceResolver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Lambda does with SnapStart: serve in init, take a snapshot, restore it, serve on. */
class SnapshotTest {

    @Test
    void aSnapshotHoldsNoConnectionAndServesAfterItsRestore(@TempDir Path folder) {
        Assumptions.assumeTrue(TestRedis.available(), "needs a redis-server of this machine");
        try (TestRedis redis = TestRedis.start(folder);
                Authorizer authorizer = new Authorizer(properties(redis), null)) {
            String key = authorizer.key(authorizer.rows().workspace(), null).text();
            assertTrue(authorizer.identify(key).has("keyId"));
            HikariPoolMXBean pool = pool(authorizer);
            assertTrue(pool.getTotalConnections() > 0, "the test has nothing to show without a connection");
            assertEquals(2, clients(redis), "the authorizer's and the asking one");

            CheckpointSimulator snapshot = authorizer.context().getBean(CheckpointSimulator.class);
            snapshot.runBeforeCheckpoint();
            assertEquals(0, pool.getTotalConnections());
            assertEquals(1, clients(redis));
            snapshot.runAfterRestore();

            assertTrue(authorizer.identify(key).has("keyId"));
            assertEquals(2, clients(redis));
        }
    }

    private static Map<String, Object> properties(TestRedis redis) {
        Map<String, Object> properties = new HashMap<>(redis.properties());
        properties.put("redis.timeout-ms", 10_000);
        return properties;
    }

    private static int clients(TestRedis redis) {
        return (int) redis.command("CLIENT", "LIST").lines().count();
    }

    private static HikariPoolMXBean pool(Authorizer authorizer) {
        DataSource source = authorizer
                .context()
                .getBean(DataSourceResolver.class)
                .resolve(authorizer.context().getBean(DataSource.class));
        return Objects.requireNonNull(((HikariDataSource) source).getHikariPoolMXBean());
    }
}
