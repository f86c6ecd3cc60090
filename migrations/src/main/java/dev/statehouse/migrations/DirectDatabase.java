package dev.statehouse.migrations;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database without a pooler before it, over TLS with the server's name verified.
 *
 * @param ca file of PEM certificates to trust; null means the JVM's trust store
 */
public record DirectDatabase(
        String host,
        int port,
        String name,
        String user,
        String password,
        @Nullable String ca) {

    Connection connect() throws SQLException {
        return dataSource().getConnection();
    }

    /** A connection that acts as the tables' owner, past row security. */
    public Connection connectAsOwner() throws SQLException {
        Connection connection = connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner");
            return connection;
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {host});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(name);
        source.setUser(user);
        source.setPassword(password);
        source.setSslMode("verify-full");
        if (ca == null) {
            source.setSslfactory("org.postgresql.ssl.DefaultJavaSSLFactory");
        } else {
            source.setSslRootCert(ca);
        }
        source.setConnectTimeout(5);
        return source;
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port + "/" + name;
    }
}
