package dev.statehouse.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** The search function on a database of its own, with one workspace and one of its viewers. */
public final class Search implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final ApplicationContext context;
    private final HttpFunction function;
    private final UUID workspace = rows().workspace();

    public Search() {
        this(Map.of());
    }

    /** @param more than what its environment says of the database */
    Search(Map<String, Object> more) {
        Map<String, Object> properties = database.properties("statehouse_app");
        properties.putAll(more);
        context = ApplicationContext.run(properties);
        function = new HttpFunction(context);
    }

    public TestDatabase database() {
        return database;
    }

    /** The first value of a query as the tables' owner. */
    public String answer(String query) {
        try (Connection connection = database.connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
            try (ResultSet rows = statement.executeQuery(query)) {
                rows.next();
                return String.valueOf(rows.getString(1));
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public Rows rows() {
        return new Rows(database);
    }

    public Cards cards() {
        return new Cards(database);
    }

    public UUID workspace() {
        return workspace;
    }

    /** As a viewer of the workspace who acts for nobody. */
    public Api api() {
        return api(workspace);
    }

    /** As a viewer of a workspace who acts for nobody. */
    public Api api(UUID anyWorkspace) {
        return new Api(function, TestCaller.of(anyWorkspace, "viewer"));
    }

    /** As a viewer of the workspace who acts for a person. */
    public Api actingFor(UUID person) {
        return new Api(function, TestCaller.of(workspace, "viewer").actingFor(person));
    }

    /** The answer to a question. */
    public JsonNode find(String question) {
        return api().get(path(question)).expect(200).json();
    }

    /** Path of a search, to which {@code &limit=…} and its kin may be added. */
    public static String path(String question) {
        return "/v1/search/prompts?mode=text&q=" + URLEncoder.encode(question, StandardCharsets.UTF_8);
    }

    public static List<String> titles(JsonNode answer) {
        return StreamSupport.stream(answer.path("data").spliterator(), false)
                .map(hit -> hit.path("title").asText())
                .toList();
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
