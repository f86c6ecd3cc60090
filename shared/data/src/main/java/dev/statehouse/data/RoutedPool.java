package dev.statehouse.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** The writer's pool, which gives the {@link Reader}'s connections to work that is asked of the reader: repositories know of one. */
final class RoutedPool extends HikariDataSource {

    private final Reader reader;

    RoutedPool(HikariConfig configuration, Reader reader) {
        super(configuration);
        this.reader = reader;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return ReadFrom.isReaderAsked() ? reader.connection() : super.getConnection();
    }
}
