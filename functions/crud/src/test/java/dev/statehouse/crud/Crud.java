package dev.statehouse.crud;

import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestBucket;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The crud function on a database of its own, with one workspace and one of its editors. */
public final class Crud implements AutoCloseable {

    private static final String STATE = """
            SELECT concat_ws(' ',
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM prompt_cards),
                (SELECT count(*) FROM prompt_versions),
                (SELECT count(*) FROM prompt_includes),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM prompt_labels),
                (SELECT count(*) FROM prompt_label_moves),
                (SELECT count(*) FROM protected_labels),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) || ':' || coalesce(sum(last_issue), 0) FROM projects),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM issues),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM style_guides),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM model_preferences),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) || ':' || coalesce(sum(last_seq), 0) FROM conversations),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM messages),
                (SELECT count(*) FROM message_revisions),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM agent_runs),
                (SELECT count(*) FROM agent_run_logs),
                (SELECT count(*) FROM token_usages),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM model_prices),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM budgets),
                (SELECT count(*) FROM price_recalculations),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM identities),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM profiles),
                (SELECT count(*) FROM profile_slugs),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM experiences),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM skills),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM knowledge_entries),
                (SELECT count(*) FROM knowledge_texts),
                (SELECT count(*) || ':' || coalesce(sum(content_version), 0) FROM knowledge_uploads),
                (SELECT count(*) || ':' || coalesce(sum(revision), 0) FROM vectors),
                (SELECT count(*) FROM idempotency_keys))
            """;

    private final TestDatabase database = TestDatabase.fresh();
    private final Optional<TestBucket> bucket = TestBucket.create();
    private final UUID workspace = rows().workspace();
    private final ApplicationContext context;
    private final HttpFunction function;
    private @Nullable Connection owner;

    public Crud() {
        this(Map.of());
    }

    /** @param properties set otherwise than a function's environment would */
    public Crud(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(database.properties("statehouse_app"));
        bucket.map(TestBucket::properties).ifPresent(all::putAll);
        all.putAll(properties);
        this.context = ApplicationContext.run(all);
        this.function = new HttpFunction(context);
    }

    /** Where files go; empty where no store runs. */
    public Optional<TestBucket> bucket() {
        return bucket;
    }

    public TestDatabase database() {
        return database;
    }

    public Rows rows() {
        return new Rows(database);
    }

    public UUID workspace() {
        return workspace;
    }

    public ApplicationContext context() {
        return context;
    }

    public HttpFunction function() {
        return function;
    }

    /** As an editor of the workspace who acts for nobody. */
    public Api api() {
        return new Api(function, TestCaller.of(workspace, "editor"));
    }

    /** As an editor of another workspace. */
    public Api stranger() {
        return new Api(function, TestCaller.of(rows().workspace(), "editor"));
    }

    /** All rows of all tables that the function writes, in one text that changes with any of them. */
    public String state() {
        return ask(STATE);
    }

    /** As the tables' owner, who sees all workspaces. */
    public int count(String sql) {
        return Integer.parseInt(ask(sql));
    }

    private String ask(String sql) {
        try (PreparedStatement query = owner().prepareStatement(sql);
                ResultSet row = query.executeQuery()) {
            row.next();
            return row.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** A connection as the tables' owner, past the pooler. */
    private synchronized Connection owner() throws SQLException {
        if (owner == null) {
            owner = database.connect("statehouse_master", false);
            try (Statement statement = owner.createStatement()) {
                statement.execute("SET ROLE statehouse_owner; SET search_path = app, public");
            }
        }
        return owner;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
