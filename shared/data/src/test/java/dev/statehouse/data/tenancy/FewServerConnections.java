package dev.statehouse.data.tenancy;

import dev.statehouse.testing.Servers;
import java.io.IOException;

/**
 * While open, PgBouncer gives each database this many connections to the server, so that its clients share them more.
 *
 * <p>Through psql: the JDBC driver greets a server of PgBouncer's version with a SET that its console refuses. Without
 * psql there are as many as PgBouncer's file says.
 */
final class FewServerConnections implements AutoCloseable {

    FewServerConnections(int connections) {
        boolean told = tell("SET default_pool_size = " + connections) && tell("SET reserve_pool_size = 0");
        System.out.println(
                "pool safety: " + (told ? connections + " server connections" : "no psql, PgBouncer's own pool size"));
    }

    /** As its file says again. */
    @Override
    public void close() {
        tell("RELOAD");
    }

    private static boolean tell(String command) {
        Servers servers = Servers.running();
        ProcessBuilder psql = new ProcessBuilder("psql", "--no-psqlrc", "--quiet", "--command", command);
        psql.environment().put("PGHOST", servers.get("POSTGRES_HOST"));
        psql.environment().put("PGPORT", servers.get("PGBOUNCER_PORT"));
        psql.environment().put("PGDATABASE", "pgbouncer");
        psql.environment().put("PGUSER", servers.get("SUPERUSER"));
        psql.environment().put("PGPASSWORD", servers.get("SUPERUSER_PASSWORD"));
        psql.environment().put("PGSSLMODE", "verify-full");
        psql.environment().put("PGSSLROOTCERT", servers.get("CA_CERT"));
        try {
            return psql.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
