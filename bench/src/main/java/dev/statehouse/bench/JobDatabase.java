package dev.statehouse.bench;

import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A database of the bench's server, made anew. Everybody is connected to it directly, and not through PgBouncer. */
record JobDatabase(TestDatabase database) {

    static final UUID WORKSPACE = UUID.fromString("00000000-0000-4000-8000-100000000000");

    static JobDatabase make(BenchServers servers, String name) {
        return new JobDatabase(TestDatabase.anew(servers.servers(), name));
    }

    /** Gives it our schema and one workspace. */
    JobDatabase migrated() {
        database.migrate();
        database.asOwner("INSERT INTO workspaces (id, slug, name) VALUES ('%s', 'jobs', 'Jobs')".formatted(WORKSPACE));
        return this;
    }

    /** What a process finds in its environment. */
    Map<String, String> environment(String role) {
        Servers servers = database.servers();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("DATABASE_HOST", servers.get("POSTGRES_HOST"));
        environment.put("DATABASE_PORT", servers.get("POSTGRES_PORT"));
        environment.put("DATABASE_NAME", database.name());
        environment.put("DATABASE_USER", role);
        environment.put("DATABASE_PASSWORD", servers.password(role));
        environment.put("DATABASE_CA", servers.get("CA_CERT"));
        return environment;
    }

    void clear() {
        database.asOwner("TRUNCATE jobs, finished_jobs, dead_jobs");
    }

    void settle() {
        try (Connection connection = database.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner");
            statement.execute("VACUUM ANALYZE app.jobs");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
