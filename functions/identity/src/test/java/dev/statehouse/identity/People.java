package dev.statehouse.identity;

import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.http.HttpFunction;
import dev.statehouse.identity.password.Passwords;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestClock;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The identity function on a database, a clock and a folder of messages of its own. */
public final class People implements AutoCloseable {

    public static final String PASSWORD = "correct horse battery";

    private static final Pattern TOKEN = Pattern.compile("stm_[0-9A-Za-z]+");

    private final TestDatabase database = TestDatabase.fresh();
    private final TestClock clock = new TestClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final Path mail;
    private final ApplicationContext context;
    private final HttpFunction function;

    public People() {
        this(Map.of());
    }

    /** @param properties set otherwise than a function's environment would */
    public People(Map<String, Object> properties) {
        try {
            mail = Files.createTempDirectory("mail").resolve("out");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        Map<String, Object> all = new HashMap<>(database.properties("statehouse_identity"));
        all.put("mail.folder", mail.toString());
        all.putAll(properties);
        context = ApplicationContext.builder().singletons(clock).properties(all).start();
        function = new HttpFunction(context);
    }

    public TestDatabase database() {
        return database;
    }

    public Rows rows() {
        return new Rows(database);
    }

    public TestClock clock() {
        return clock;
    }

    public ApplicationContext context() {
        return context;
    }

    public Path mailFolder() {
        return mail;
    }

    /** How many argon2id were worked out. */
    public long hashes() {
        return context.getBean(Passwords.class).runs();
    }

    public Api nobody() {
        return new Api(function, TestCaller.nobody());
    }

    /** Nobody, from an address of their own: limits of others are not theirs. */
    public Api.Answer post(String path, String body, String address) {
        return from(
                address,
                nobody().event(
                                "POST",
                                path,
                                Map.of("content-type", "application/json", "user-agent", "test/1"),
                                body,
                                false));
    }

    /** Likewise. */
    public Api.Answer get(String path, String address) {
        return from(address, nobody().event("GET", path, Map.of(), null, false));
    }

    private Api.Answer from(String address, Map<String, Object> event) {
        @SuppressWarnings("unchecked")
        Map<String, Object> request = (Map<String, Object>) event.get("requestContext");
        Map<String, Object> http =
                new HashMap<>(cast(Objects.requireNonNull(request).get("http")));
        http.put("sourceIp", address);
        request.put("http", http);
        return nobody().send(event);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(@Nullable Object value) {
        return (Map<String, Object>) Objects.requireNonNull(value);
    }

    /** Nobody, from an address that nobody else has. */
    public Api.Answer post(String path, String body) {
        return post(path, body, anyAddress());
    }

    /** One that nobody else has. */
    public static String anyAddress() {
        return "2001:db8:" + Long.toHexString(UUID.randomUUID().getLeastSignificantBits() & 0xffff) + ":"
                + Long.toHexString(UUID.randomUUID().getLeastSignificantBits() & 0xffff) + "::1";
    }

    public static String registration(String name) {
        return """
                {"username": "%s", "email": "%s@example.org", "password": "%s", "firstName": "Ada", "lastName": "L."}
                """.formatted(name, name, PASSWORD);
    }

    /** Registers a person and proves their address. */
    public UUID register(String name) {
        post("/v1/users", registration(name)).expect(202);
        Api.Answer opened = post(
                        "/v1/email-verifications/confirm", "{\"token\": \"" + token(name + "@example.org") + "\"}")
                .expect(200);
        return UUID.fromString(opened.json().path("id").asText());
    }

    public Api.Answer logIn(String login, String password) {
        return post("/v1/sessions", "{\"login\": \"%s\", \"password\": \"%s\"}".formatted(login, password));
    }

    /** As the person of a session that was answered; by the context that the authorizer would make of its token. */
    public Api as(Api.Answer login) {
        SessionToken token = Objects.requireNonNull(
                SessionToken.parse(login.expect(201).json().path("token").asText()));
        return new Api(function, TestCaller.person(token.userId(), token.sessionId()));
    }

    public Api loggedIn(String name) {
        return as(logIn(name, PASSWORD));
    }

    public Api as(TestCaller caller) {
        return new Api(function, caller);
    }

    /** The token of the last message to an address. */
    public String token(String to) {
        Matcher token = TOKEN.matcher(lastMail(to));
        if (!token.find()) {
            throw new AssertionError("no token in the last message to " + to);
        }
        return token.group();
    }

    /** The last message to an address. */
    public String lastMail(String to) {
        return mails().stream()
                .filter(text -> text.startsWith("To: " + to + "\r\n"))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no message to " + to));
    }

    /** All messages, oldest first. */
    public List<String> mails() {
        if (!Files.exists(mail)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(mail)) {
            return files.sorted().map(People::text).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first column of the first row, as the tables' owner sees it. */
    public String ask(String sql) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
