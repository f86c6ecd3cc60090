package dev.statehouse.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.job.Payloads;
import dev.statehouse.data.search.ChunkMatches;
import dev.statehouse.data.search.SearchQuestion;
import dev.statehouse.data.search.SearchScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Search with the function's own statement, behind the binding in one flight. Words are taken as such: quotation
 * marks and hyphens are none of the function's syntax here.
 *
 * @param connection of the application's role
 */
record WordSearch(Connection connection) {

    private static final String SQL =
            "SELECT app.enter_workspace(?, NULL); " + CardSql.with(CardSql.of(ChunkMatches.class, "search"), Map.of());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** As the function asks for whoever may read all. */
    private static final String EVERYWHERE = Payloads.write(new SearchScope(
            List.of("experience", "issue", "knowledge", "message", "profile", "prompt", "skill"),
            false,
            null,
            null,
            null,
            null,
            null,
            null,
            null));

    /** A piece of a message. */
    record Hit(UUID message, double score) {}

    /**
     * A page.
     *
     * @param words what was looked for and how much each word weighs, as JSON; null if there was nothing to look for
     */
    record Found(List<Hit> hits, @Nullable String words, boolean complete) {}

    Found find(UUID workspace, String words, int rows) throws SQLException {
        return find(
                workspace,
                new SearchQuestion("text", words, List.of(), List.of(), List.of(), null, null, null, null, null, null),
                rows);
    }

    Found find(UUID workspace, SearchQuestion question, int rows) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            statement.setObject(1, workspace);
            statement.setString(2, Payloads.write(question));
            statement.setString(3, EVERYWHERE);
            statement.setInt(4, rows);
            statement.execute();
            statement.getMoreResults();
            try (ResultSet found = Objects.requireNonNull(statement.getResultSet())) {
                return read(found);
            }
        }
    }

    private static Found read(ResultSet rows) throws SQLException {
        List<Hit> hits = new ArrayList<>();
        String words = null;
        boolean complete = false;
        while (rows.next()) {
            words = rows.getString("words");
            complete = ((Object[]) rows.getArray("missing").getArray()).length == 0;
            // A search without a hit has a row all the same.
            if (rows.getObject("id") != null) {
                hits.add(new Hit(message(rows.getString("source")), rows.getDouble("score")));
            }
        }
        return new Found(hits, words, complete);
    }

    private static UUID message(String source) {
        try {
            return UUID.fromString(JSON.readTree(source).path("messageId").asText());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
