package dev.statehouse.authorizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.SessionToken;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestContext;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The authorizer on a database of its own, and the credentials that it is asked about. */
final class Authorizer implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SecureRandom RANDOM = new SecureRandom();

    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext context;
    private final AuthorizerFunction function;

    // Of this instance: tests share a Redis, and must not use up each other's limits.
    private final String address =
            "10.%d.%d.%d".formatted(RANDOM.nextInt(256), RANDOM.nextInt(256), RANDOM.nextInt(1, 255));

    Authorizer() {
        this(Map.of(), null);
    }

    /**
     * @param properties set otherwise than a function's environment would
     * @param clock null for the system's
     */
    Authorizer(Map<String, Object> properties, @Nullable Clock clock) {
        Map<String, Object> all = new HashMap<>(database.properties("statehouse_authorizer"));
        all.putAll(properties);
        this.context = ApplicationContext.builder()
                .properties(all)
                .singletons(clock == null ? new Object[0] : new Object[] {clock})
                .start();
        this.function = new AuthorizerFunction(context);
    }

    TestDatabase database() {
        return database;
    }

    Rows rows() {
        return new Rows(database);
    }

    ApplicationContext context() {
        return context;
    }

    /** A key of the workspace's, for an editor; null acts for nobody. */
    ApiKeyText key(UUID workspace, @Nullable UUID user) {
        return key(workspace, user, "editor", "");
    }

    /** @param columns further ones with their values, such as {@code , revoked_at = now()}, set once it is there */
    ApiKeyText key(UUID workspace, @Nullable UUID user, String role, String columns) {
        ApiKeyText key = ApiKeyText.random(RANDOM);
        database.asOwner("""
                INSERT INTO api_keys (workspace_id, id, name, prefix, secret_sha256, role, user_id)
                VALUES ('%s', '%s', 'key', '%s', '\\x%s', '%s', %s);
                UPDATE api_keys SET updated_at = now() %s WHERE prefix = '%3$s'
                """.formatted(
                        workspace,
                        UUID.randomUUID(),
                        key.prefix(),
                        HexFormat.of().formatHex(key.sha256()),
                        role,
                        user == null ? "NULL" : "'" + user + "'",
                        columns));
        return key;
    }

    SessionToken session(UUID user) {
        SessionToken token = SessionToken.random(RANDOM, UUID.randomUUID(), user);
        database.asOwner("""
                INSERT INTO user_sessions (id, user_id, token_sha256, expires_at, ends_at)
                VALUES ('%s', '%s', '\\x%s', now() + interval '1 day', now() + interval '30 days')
                """.formatted(token.sessionId(), user, HexFormat.of().formatHex(token.sha256())));
        return token;
    }

    /** As a reader of projects. */
    JsonNode identify(String credential) {
        return ask("GET /v1/projects", Map.of("authorization", "Bearer " + credential));
    }

    JsonNode identify(SessionToken token, Object workspace) {
        return ask(
                "GET /v1/projects",
                Map.of("authorization", "Bearer " + token.text(), "statehouse-workspace", workspace.toString()));
    }

    String denied(String credential) {
        return identify(credential).path("denied").asText();
    }

    JsonNode ask(String routeKey, Map<String, String> headers) {
        return ask(routeKey, headers, List.of());
    }

    JsonNode ask(String routeKey, Map<String, String> headers, List<String> cookies) {
        return ask(routeKey, headers, cookies, address);
    }

    JsonNode ask(String routeKey, Map<String, String> headers, List<String> cookies, String address) {
        return ask(Map.of(
                "version",
                "2.0",
                "type",
                "REQUEST",
                "routeKey",
                routeKey,
                "headers",
                headers,
                "cookies",
                cookies,
                "requestContext",
                Map.of("http", Map.of("sourceIp", address))));
    }

    JsonNode ask(Map<String, Object> event) {
        try {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            function.handleRequest(new ByteArrayInputStream(JSON.writeValueAsBytes(event)), answer, new TestContext());
            JsonNode json = JSON.readTree(answer.toByteArray());
            if (!json.path("isAuthorized").asBoolean()) {
                throw new AssertionError("the gateway would answer this itself: " + json);
            }
            return json.path("context");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
