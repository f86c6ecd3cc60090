package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.data.Ids;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What is written at the same time as what it belongs to is deleted is not found, whichever comes first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class SearchRacesTest {

    private Search search;
    private Texts texts;

    @BeforeAll
    void start() {
        search = new Search();
        texts = new Texts(search.database(), search.workspace());
    }

    @AfterAll
    void stop() {
        search.close();
    }

    /** What is deleted, and a row of it that is written. */
    private record Race(String parent, String write) {}

    /** Each with a parent of its own. */
    private List<Race> races() {
        UUID changed = texts.identity();
        UUID experience = texts.experience(changed, "quiet", "");
        UUID project = texts.project("Meadow");
        UUID issue = texts.issue(project, 1, "quiet", "");
        return List.of(
                new Race("identities " + texts.identity(), """
                        INSERT INTO app.experiences (workspace_id, id, identity_id, organisation, title, start_date)
                        VALUES ('{workspace}', '{id}', '{parent}', 'Acme', 'cowslip', '2020-01-01')"""),
                new Race("identities " + texts.identity(), """
                        INSERT INTO app.skills (workspace_id, id, identity_id, name, category)
                        VALUES ('{workspace}', '{id}', '{parent}', 'cowslip', 'flower')"""),
                new Race("identities " + texts.identity(), """
                        INSERT INTO app.profiles (workspace_id, id, identity_id, slug, headline)
                        VALUES ('{workspace}', '{id}', '{parent}', 's-' || right('{id}', 12), 'cowslip')"""),
                new Race(
                        "identities " + changed,
                        "UPDATE app.experiences SET title = 'cowslip' WHERE id = '%s'".formatted(experience)),
                new Race(
                        "projects " + project,
                        "UPDATE app.issues SET title = 'cowslip' WHERE id = '%s'".formatted(issue)),
                new Race("conversations " + texts.conversation(null), """
                        INSERT INTO app.messages (workspace_id, id, conversation_id, seq, role, content, token_count, since_change)
                        VALUES ('{workspace}', '{id}', '{parent}', 1, 'user', 'cowslip', 1, 0)"""),
                new Race("knowledge_entries " + texts.knowledge("Meadow", "quiet", "{}", null), """
                        INSERT INTO app.knowledge_pieces (workspace_id, id, entry_id, number, content, start_offset, end_offset, tokens)
                        VALUES ('{workspace}', '{id}', '{parent}', 2, 'cowslip', 0, 7, 1)"""),
                new Race("prompt_cards " + search.cards().insert(search.workspace(), "Meadow", "quiet"), """
                        INSERT INTO app.prompt_versions (workspace_id, id, card_id, number, template)
                        VALUES ('{workspace}', '{id}', '{parent}', 2, 'cowslip')"""));
    }

    @Test
    void whatIsWrittenBeforeTheDeletionIsCommittedIsNotFound() throws SQLException {
        for (Race race : races()) {
            inTheMiddleOf(deletion(race), writing(race));
            assertEquals(0, found(), race.toString());
        }
    }

    @Test
    void whatIsDeletedBeforeTheWritingIsCommittedIsNotFound() throws SQLException {
        for (Race race : races()) {
            inTheMiddleOf(writing(race), deletion(race));
            assertEquals(0, found(), race.toString());
        }
    }

    private String writing(Race race) {
        return race.write()
                .replace("{workspace}", search.workspace().toString())
                .replace("{id}", Ids.next().toString())
                .replace("{parent}", race.parent().split(" ", 2)[1]);
    }

    private static String deletion(Race race) {
        String[] place = race.parent().split(" ", 2);
        return "UPDATE app.%s SET deleted_at = now() WHERE id = '%s'".formatted(place[0], place[1]);
    }

    // The other runs until it is done or has to wait; then the first is committed.
    private void inTheMiddleOf(String first, String other) throws SQLException {
        try (Connection connection = search.database().connect("statehouse_master", false);
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE statehouse_owner");
            connection.setAutoCommit(false);
            statement.execute(first);
            CompletableFuture<Void> running =
                    CompletableFuture.runAsync(() -> search.database().asOwner(other));
            while (!running.isDone() && !somebodyWaits()) {
                Thread.onSpinWait();
            }
            connection.commit();
            running.join();
        }
    }

    private boolean somebodyWaits() throws SQLException {
        try (Connection connection = search.database().connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock')")) {
            row.next();
            return row.getBoolean(1);
        }
    }

    private int found() {
        return search.api()
                .get("/v1/search?q=cowslip&versions=all")
                .expect(200)
                .json()
                .path("data")
                .size();
    }
}
