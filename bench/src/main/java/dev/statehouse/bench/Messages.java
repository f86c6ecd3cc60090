package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Writes messages of workspaces that have one conversation each, open to all of the workspace, past the pooler, as the tables'
 * owner. Numbers become ids by rule.
 */
final class Messages implements AutoCloseable {

    private static final String ID = "01990000-0000-7000-8006-";
    private static final long TWELVE_DIGITS = 100_000_000_000L;
    private static final String INSERT = """
            INSERT INTO app.messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
            SELECT ?, m.id, ?, ? + m.place, 'user', m.content, 100, 0
            FROM unnest(?, ?) WITH ORDINALITY AS m (id, content, place)
            """;

    private final Connection connection;

    Messages(TestDatabase database) throws SQLException {
        this.connection = database.connect("statehouse_master", false);
        sql("SET ROLE statehouse_owner; SET search_path = app, public; SET synchronous_commit = off");
    }

    static UUID id(int number) {
        return UUID.fromString(ID + (TWELVE_DIGITS + number));
    }

    static int number(UUID id) {
        return (int) (Long.parseLong(id.toString().substring(ID.length())) - TWELVE_DIGITS);
    }

    /** Makes workspaces of the first numbers, each with its conversation, which has the workspace's id. */
    void workspaces(int count) throws SQLException {
        sql("""
                INSERT INTO workspaces (id, slug, name)
                SELECT ('%s' || %d + n)::uuid, 'workspace-' || n, 'Workspace ' || n FROM generate_series(0, %d) n;
                INSERT INTO conversations (workspace_id, id, visibility) SELECT id, id, 'workspace' FROM workspaces
                """.formatted(Cards.WORKSPACE_ID, TWELVE_DIGITS, count - 1));
    }

    /**
     * Writes messages of a workspace by one statement.
     *
     * @param number of the first, from which on they are numbered
     * @param before how many messages the workspace has so far
     * @return nanoseconds that it took
     */
    long write(UUID workspace, int number, int before, List<String> texts) throws SQLException {
        UUID[] ids = IntStream.range(number, number + texts.size())
                .mapToObj(Messages::id)
                .toArray(UUID[]::new);
        long began = System.nanoTime();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, workspace);
            statement.setObject(2, workspace);
            statement.setInt(3, before);
            statement.setArray(4, connection.createArrayOf("uuid", ids));
            statement.setArray(5, connection.createArrayOf("text", texts.toArray()));
            statement.executeUpdate();
        }
        return System.nanoTime() - began;
    }

    /** Counts and weighs what there is to search, as the nightly maintenance does. */
    void weigh() throws SQLException {
        sql("SELECT app.measure_chunks(id) FROM workspaces");
        try (Statement statement = connection.createStatement()) {
            long weighed = 1;
            while (weighed > 0) {
                try (ResultSet sum = statement.executeQuery(
                        "SELECT sum(app.reweigh_chunks(workspace_id, 200)) FROM search_spaces WHERE reweighed_to IS NOT NULL")) {
                    sum.next();
                    weighed = sum.getLong(1);
                }
            }
        }
    }

    void sql(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
