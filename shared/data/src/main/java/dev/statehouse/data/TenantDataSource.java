package dev.statehouse.data;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.UnaryOperator;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Physical connections that bind the current workspace in the same flight as the statement that needs it.
 *
 * <p>It stands underneath the pool: a connection is bound when it is used, never when it is lent. What is set here keeps
 * a pooled proxy from pinning its sessions (Amazon RDS User Guide, "Avoiding pinning an RDS Proxy").
 */
final class TenantDataSource extends PGSimpleDataSource {

    private static final long serialVersionUID = 1L;
    private static final String WRONG_PASSWORD = "28P01";

    private final transient DatabaseCredentials credentials;
    private final transient UnaryOperator<Connection> bound;

    TenantDataSource(DatabaseSettings settings, DatabaseCredentials credentials, JobNotice notice) {
        this(settings, credentials, connection -> TenantConnection.over(connection, notice));
    }

    private TenantDataSource(
            DatabaseSettings settings, DatabaseCredentials credentials, UnaryOperator<Connection> bound) {
        this.credentials = credentials;
        this.bound = bound;
        setServerNames(new String[] {settings.host()});
        setPortNumbers(new int[] {settings.port()});
        setDatabaseName(settings.name());
        setSslMode("verify-full");
        if (settings.ca() == null) {
            // RDS Proxy shows a certificate of Amazon's public authority, which the JVM trusts.
            setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
            setSslRootCert(settings.ca());
        }
        // Named prepared statements would pin the proxy's session, and PgBouncer before 1.21 does not know them.
        setPrepareThreshold(0);
        // Without it the driver sends a SET at every connect.
        setAssumeMinServerVersion("15");
        setConnectTimeout(2);
        // The driver's default is for ever.
        setSocketTimeout(settings.socketTimeoutSeconds());
        setTcpKeepAlive(true);
    }

    /** Of the reader, where nothing is written. */
    static TenantDataSource ofReader(DatabaseSettings settings, DatabaseCredentials credentials) {
        return new TenantDataSource(settings, credentials, TenantConnection::overReader);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return bound.apply(connect());
        } catch (SQLException refused) {
            if (!WRONG_PASSWORD.equals(refused.getSQLState()) || !credentials.forget()) {
                throw refused;
            }
            return bound.apply(connect());
        }
    }

    private Connection connect() throws SQLException {
        DatabaseCredentials.Credentials now = credentials.current();
        return super.getConnection(now.user(), now.password());
    }
}
