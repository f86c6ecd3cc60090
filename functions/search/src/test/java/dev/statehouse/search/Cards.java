package dev.statehouse.search;

import dev.statehouse.data.Ids;
import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes prompt cards with one version each, as the function that writes them leaves them. */
public record Cards(TestDatabase database) {

    /** A card without description and tags. */
    public record Card(UUID workspace, String title, String description, String template) {
        public Card(UUID workspace, String title, String template) {
            this(workspace, title, "", template);
        }
    }

    public UUID insert(UUID workspace, String title, String template) {
        UUID id = Ids.next();
        insert(List.of(new Card(workspace, title, template)), id);
        return id;
    }

    public void insert(Iterable<Card> cards) {
        insert(cards, null);
    }

    private void insert(Iterable<Card> cards, @Nullable UUID onlyId) {
        String sql = """
                WITH card AS (
                    INSERT INTO app.prompt_cards (workspace_id, id, slug, title, description, last_version, search)
                    SELECT i.workspace, i.id, 'card-' || left(md5(i.id::text), 12), i.title, i.description, 1,
                           app.prompt_words(i.title, '{}', i.description, i.template)
                    FROM (SELECT ?::uuid, ?::uuid, ?, ?, ?) AS i (workspace, id, title, description, template)
                    RETURNING workspace_id, id)
                INSERT INTO app.prompt_versions (workspace_id, id, card_id, number, template)
                SELECT workspace_id, id, id, 1, ? FROM card
                """;
        try (Connection connection = database.connect("statehouse_master", false);
                Statement role = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement(sql)) {
            role.execute("SET ROLE statehouse_owner");
            for (Card card : cards) {
                insert.setObject(1, card.workspace());
                insert.setObject(2, onlyId == null ? Ids.next() : onlyId);
                insert.setString(3, card.title());
                insert.setString(4, card.description());
                insert.setString(5, card.template());
                insert.setString(6, card.template());
                insert.addBatch();
            }
            insert.executeBatch();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
