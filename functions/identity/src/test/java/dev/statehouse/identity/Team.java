package dev.statehouse.identity;

import dev.statehouse.data.identity.InvitationToken;
import dev.statehouse.data.workspace.Invitation;
import dev.statehouse.http.HttpFunction;
import dev.statehouse.identity.member.InvitationMail;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The identity function on a database of its own, with one workspace, and the messages that it sends. */
public final class Team implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final Rows rows = new Rows(database);
    private final UUID workspace = rows.workspace();
    private final List<Message> messages = new CopyOnWriteArrayList<>();
    private final ApplicationContext context;
    private final HttpFunction function;

    /** A message with an invitation. */
    public record Message(Invitation invitation, String token, String workspace) {}

    public Team() {
        this(Map.of());
    }

    /** @param properties set otherwise than a function's environment would */
    public Team(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(database.properties("statehouse_identity"));
        all.putAll(properties);
        context = ApplicationContext.builder()
                .properties(all)
                .singletons(new Outbox(messages))
                .start();
        function = new HttpFunction(context);
    }

    private record Outbox(List<Message> messages) implements InvitationMail {

        @Override
        public void send(Invitation invitation, InvitationToken token, String workspace) {
            messages.add(new Message(invitation, token.text(), workspace));
        }
    }

    public TestDatabase database() {
        return database;
    }

    public ApplicationContext context() {
        return context;
    }

    public UUID workspace() {
        return workspace;
    }

    /** A new member of the workspace. */
    public UUID member(String role) {
        return rows.member(workspace, role);
    }

    public UUID anotherWorkspace() {
        return rows.workspace();
    }

    /** Somebody who is logged in and belongs to no workspace, and whose address is theirs. */
    public UUID person() {
        UUID id = UUID.randomUUID();
        database.asOwner("INSERT INTO users (id, email, email_verified_at) VALUES ('%1$s', '%1$s@example.org', now())"
                .formatted(id));
        return id;
    }

    /** By a key of the workspace that acts for nobody. */
    public Api key(String role) {
        return new Api(function, TestCaller.of(workspace, role));
    }

    public Api as(TestCaller caller) {
        return new Api(function, caller);
    }

    /** Logged in, in no workspace. */
    public Api person(UUID user) {
        return as(TestCaller.person(user, UUID.randomUUID()));
    }

    /** Logged in, in the workspace. */
    public Api session(UUID user, String role) {
        return session(workspace, user, role);
    }

    public Api session(UUID user, String role, UUID session) {
        return as(TestCaller.person(user, session)
                .with("workspaceId", workspace.toString())
                .with("role", role));
    }

    public Api session(UUID otherWorkspace, UUID user, String role) {
        return as(TestCaller.person(user, UUID.randomUUID())
                .with("workspaceId", otherWorkspace.toString())
                .with("role", role));
    }

    /** What was sent, oldest first. */
    public List<Message> messages() {
        return messages;
    }

    public Message lastMessage() {
        return messages.get(messages.size() - 1);
    }

    /** One value, as the tables' owner, who sees all workspaces. */
    public String ask(String sql) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = app, public");
            try (ResultSet row = statement.executeQuery(sql)) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** All rows that the function writes, in one text that changes with any of them. */
    public String state() {
        return ask("""
                SELECT md5(concat(
                    (SELECT string_agg(w::text, ';' ORDER BY w.id) FROM workspaces w),
                    (SELECT string_agg(m::text, ';' ORDER BY m.workspace_id, m.user_id) FROM memberships m),
                    (SELECT string_agg(i::text, ';' ORDER BY i.id) FROM invitations i),
                    (SELECT string_agg(k::text, ';' ORDER BY k.id) FROM api_keys k),
                    (SELECT string_agg(t::text, ';' ORDER BY t.id) FROM token_issuers t),
                    (SELECT count(*) FROM idempotency_keys)))
                """);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
