package dev.statehouse.data;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections that bind no tenant and belong to no pool, for work on the database itself: statements that may run in no
 * transaction, and for as long as they need. Thread-safe.
 */
@Singleton
public final class DirectConnections {

    private final DatabaseSettings settings;
    private final DatabaseCredentials credentials;

    DirectConnections(DatabaseSettings settings, DatabaseCredentials credentials) {
        this.settings = settings;
        this.credentials = credentials;
    }

    /** A connection of the function's role, to be closed, each of whose statements commits by itself. */
    public Connection open() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {settings.host()});
        source.setPortNumbers(new int[] {settings.port()});
        source.setDatabaseName(settings.name());
        source.setSslMode("verify-full");
        if (settings.ca() == null) {
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
            source.setSslRootCert(settings.ca());
        }
        source.setConnectTimeout(5);
        source.setTcpKeepAlive(true);
        DatabaseCredentials.Credentials now = credentials.current();
        return source.getConnection(now.user(), now.password());
    }
}
