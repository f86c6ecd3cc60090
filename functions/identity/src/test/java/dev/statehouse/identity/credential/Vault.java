package dev.statehouse.identity.credential;

import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import dev.statehouse.testing.TestKeyFile;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The identity function on a database of its own, with a key file and one workspace. */
final class Vault implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final TestKeyFile keys = TestKeyFile.holding("first");
    private final UUID workspace = new Rows(database).workspace();
    private final ApplicationContext context = start(keys);
    private final HttpFunction function = new HttpFunction(context);

    /** One more of the function, such as the next deployment; the caller closes it. */
    ApplicationContext start(TestKeyFile file) {
        Map<String, Object> properties = new HashMap<>(database.properties("statehouse_identity"));
        properties.put("credential.key-file", file.path().toString());
        return ApplicationContext.run(properties);
    }

    TestKeyFile keys() {
        return keys;
    }

    UUID workspace() {
        return workspace;
    }

    TestDatabase database() {
        return database;
    }

    /** As an admin of the workspace. */
    Api api() {
        return as(TestCaller.of(workspace, "admin"));
    }

    Api as(TestCaller caller) {
        return new Api(function, caller);
    }

    Api stranger() {
        return as(TestCaller.of(new Rows(database).workspace(), "admin"));
    }

    /** One text, as a superuser. */
    String ask(String sql) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** Makes a credential. {@return its id} */
    String keep(String name, String value, String... scopes) {
        return api().post("/v1/credentials", body(name, value, scopes))
                .expect(201)
                .json()
                .path("id")
                .asText();
    }

    static String body(String name, String value, String... scopes) {
        String list = scopes.length == 0 ? "" : "\"" + String.join("\", \"", scopes) + "\"";
        return "{\"provider\": \"github\", \"name\": \"%s\", \"value\": \"%s\", \"scopes\": [%s]}"
                .formatted(name, value, list);
    }

    Api.Answer use(String id) {
        return api().send("POST", "/v1/credentials/" + id + "/use", Map.of(), null);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
