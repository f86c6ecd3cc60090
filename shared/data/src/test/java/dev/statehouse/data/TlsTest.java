package dev.statehouse.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Certificate;
import dev.statehouse.testing.Servers;
import dev.statehouse.testing.WireTap;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database is who it says it is, or nothing is sent to it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {

    private final Servers servers = Servers.running();
    private Certificate ours;
    private Certificate elsewhere;

    @BeforeAll
    void makeCertificates(@TempDir Path folder) {
        ours = Certificate.of(folder, "localhost");
        elsewhere = Certificate.of(folder, "elsewhere.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PGBOUNCER_PORT", "POSTGRES_PORT"})
    void theRightCertificateIsAccepted(String port) throws SQLException {
        try (Connection connection =
                source(servers.port(port), servers.get("CA_CERT")).getConnection()) {
            assertTrue(connection.isValid(1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PGBOUNCER_PORT", "POSTGRES_PORT"})
    void anAuthorityThatIsNotOursIsRefused(String port) {
        SQLException refused = assertThrows(
                SQLException.class,
                () -> source(servers.port(port), ours.pem().toString()).getConnection());
        assertTrue(chain(refused).contains("PKIX path"), chain(refused));
    }

    @Test
    void aTrustedCertificateOfThisNameIsAccepted() throws SQLException {
        try (WireTap tap = WireTap.on(servers, ours);
                Connection connection =
                        source(tap.port(), tap.trusted().toString()).getConnection()) {
            assertTrue(connection.isValid(1));
        }
    }

    @Test
    void aTrustedCertificateOfAnotherNameIsRefused() {
        try (WireTap tap = WireTap.on(servers, elsewhere)) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> source(tap.port(), tap.trusted().toString()).getConnection());
            assertTrue(chain(refused).contains("could not be verified"), chain(refused));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PGBOUNCER_PORT", "POSTGRES_PORT"})
    void noServerSpeaksWithoutTls(String port) {
        String url = "jdbc:postgresql://localhost:%d/statehouse?sslmode=disable&user=statehouse_app&password=%s"
                .formatted(servers.port(port), servers.password("statehouse_app"));
        SQLException refused = assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
        assertTrue(chain(refused).matches("(?is).*(SSL required|no encryption|pg_hba).*"), chain(refused));
    }

    @Test
    void theDriverVerifiesTheName() {
        assertEquals("verify-full", source(1, servers.get("CA_CERT")).getSslMode());
    }

    private TenantDataSource source(int port, String ca) {
        DatabaseSettings settings = new DatabaseSettings(
                "localhost",
                port,
                "postgres",
                "statehouse_monitor",
                servers.password("statehouse_monitor"),
                null,
                ca,
                25);
        return new TenantDataSource(settings, new DatabaseCredentials(settings), () -> {});
    }

    private static String chain(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
