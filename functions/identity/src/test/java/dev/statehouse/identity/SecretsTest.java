package dev.statehouse.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.zaxxer.hikari.HikariDataSource;
import dev.statehouse.testing.Api;
import io.micronaut.crac.test.CheckpointSimulator;
import io.micronaut.jdbc.DataSourceResolver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Where a password or a token must never be. */
class SecretsTest {

    private static final String CANARY = "canary-5up3r-53cret";

    /** At the most talkative that our own code can be set to; the answers of failures too. */
    @Test
    void noPasswordAndNoTokenIsLoggedOrAnswered() {
        List<String> answers = new ArrayList<>();
        String token;
        String log;
        try (Recording recording = new Recording();
                People people = new People()) {
            String registration = People.registration("canary").replace(People.PASSWORD, CANARY);
            answers.add(people.post("/v1/users", registration).body());
            token = people.token("canary@example.org");
            String confirmation = "{\"token\": \"" + token + "\"}";
            answers.add(
                    people.post("/v1/email-verifications/confirm", confirmation).body());
            answers.add(
                    people.post("/v1/email-verifications/confirm", confirmation).body());
            answers.add(people.logIn("canary", CANARY + "!").body());
            answers.add(people.logIn("canary\\u0000", CANARY).body());
            answers.add(people.post("/v1/sessions", "{\"login\": \"canary\", \"password\": [\"" + CANARY + "\"]}")
                    .body());
            answers.add(people.post("/v1/sessions", "{\"login\": \"canary\", \"password\": \"" + CANARY)
                    .body());
            Api.Answer session = people.logIn("canary", CANARY);
            answers.add(people.as(session)
                    .put(
                            "/v1/me/password",
                            "{\"oldPassword\": \"" + CANARY + "?\", \"newPassword\": \"" + CANARY + "2\"}")
                    .body());
            people.database().asOwner("ALTER TABLE user_passwords RENAME TO hidden_passwords");
            answers.add(people.logIn("canary", CANARY).expect(500).body());
            log = recording.text() + session.json().path("none");
            assertFalse(log.contains(session.json().path("token").asText()));
        }
        assertTrue(log.contains("hidden_passwords") || log.contains("user_passwords"), "the log has nothing to show");
        for (String text : answers) {
            assertFalse(text.contains(CANARY) || text.contains(token), text);
        }
        assertFalse(log.contains(CANARY) || log.contains(token));
        assertFalse(log.contains("canary@example.org"));
    }

    @Test
    void onlyItsOwnerReadsAMessage() throws IOException {
        try (People people = new People()) {
            people.post("/v1/users", People.registration("reader")).expect(202);
            assertEquals(
                    "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(people.mailFolder())));
            try (Stream<Path> files = Files.list(people.mailFolder())) {
                for (Path file : files.toList()) {
                    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
                }
            }
        }
    }

    /** A message that can't be sent changes no answer, and is logged without its address and its token. */
    @Test
    void aMessageThatCantBeSentIsLoggedWithoutWhatItHolds() {
        try (Recording recording = new Recording();
                People people = new People(Map.of("mail.folder", "/proc/nowhere"))) {
            people.post("/v1/users", People.registration("unsent")).expect(202);
            assertTrue(recording.text().contains("A message could not be sent"));
            assertFalse(recording.text().contains("unsent@example.org")
                    || recording.text().contains("stm_"));
        }
    }

    @Test
    void aSnapshotHoldsNoConnectionAndServesAfterItsRestore() {
        try (People people = new People()) {
            UUID user = people.register("before");
            HikariDataSource pool = (HikariDataSource) people.context()
                    .getBean(DataSourceResolver.class)
                    .resolve(people.context().getBean(DataSource.class));
            assertTrue(Objects.requireNonNull(pool.getHikariPoolMXBean()).getTotalConnections() > 0);
            CheckpointSimulator snapshot = people.context().getBean(CheckpointSimulator.class);
            snapshot.runBeforeCheckpoint();
            assertEquals(0, pool.getHikariPoolMXBean().getTotalConnections());
            snapshot.runAfterRestore();
            assertEquals(
                    user.toString(),
                    people.loggedIn("before")
                            .get("/v1/me")
                            .expect(200)
                            .json()
                            .path("id")
                            .asText());
        }
    }

    /** What is logged meanwhile, by anybody. */
    private static final class Recording implements AutoCloseable {

        private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
        private final Logger ours = (Logger) LoggerFactory.getLogger("dev.statehouse");
        private final ListAppender<ILoggingEvent> events = new ListAppender<>();

        Recording() {
            events.start();
            root.addAppender(events);
            ours.setLevel(Level.TRACE);
        }

        String text() {
            StringBuilder text = new StringBuilder();
            for (ILoggingEvent event : List.copyOf(events.list)) {
                text.append(event.getFormattedMessage()).append('\n');
                if (event.getThrowableProxy() != null) {
                    text.append(ThrowableProxyUtil.asString(event.getThrowableProxy()))
                            .append('\n');
                }
            }
            return text.toString();
        }

        @Override
        public void close() {
            root.detachAppender(events);
            ours.setLevel(null);
        }
    }
}
