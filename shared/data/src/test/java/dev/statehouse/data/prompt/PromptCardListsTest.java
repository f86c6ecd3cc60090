package dev.statehouse.data.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.statehouse.data.Json;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every page against what a plain query finds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptCardListsTest {

    private static final int CARDS = 2_500;
    private static final int PAGE = 100;

    private final TestDatabase database = TestDatabase.fresh();
    private final UUID workspace = new Rows(database).workspace();
    private ApplicationContext context;

    @BeforeAll
    void fill() {
        database.asOwner("""
                INSERT INTO app.prompt_cards (workspace_id, id, slug, title, tags, metadata, variables, search, deleted_at)
                SELECT '%s', ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'card-' || n, 'Card ' || n,
                       CASE WHEN n %% 3 = 0 THEN '{third}'::text[] ELSE '{}' END,
                       jsonb_build_object('early', n < 40, 'late', n > 2400, 'tenth', n %% 10 = 0),
                       '[{"name": "x", "type": "string"}]', '', CASE WHEN n %% 50 = 0 THEN now() END
                FROM generate_series(1, %d) AS n
                """.formatted(workspace, CARDS));
        context = ApplicationContext.run(database.properties("statehouse_app"));
    }

    @AfterAll
    void stop() {
        context.close();
        database.close();
    }

    private record Bound(UUID workspaceId, @Nullable UUID personId) implements Tenant {}

    private List<UUID> pages(PromptCardSelection which) {
        PromptCardLists lists = context.getBean(PromptCardLists.class);
        List<UUID> found = new ArrayList<>();
        List<PromptCard> page = List.of();
        do {
            UUID before = page.isEmpty() ? null : page.getLast().id();
            page = context.getBean(Workspaces.class)
                    .read(new Bound(workspace, null), () -> lists.newest(which, before, PAGE));
            page.forEach(card -> found.add(card.id()));
        } while (page.size() == PAGE);
        return found;
    }

    private List<UUID> expected(String condition) throws SQLException {
        List<UUID> ids = new ArrayList<>();
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM app.prompt_cards WHERE workspace_id = '"
                        + workspace + "' AND " + condition + " ORDER BY id DESC")) {
            while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private void assertListed(String condition, PromptCardSelection which) throws SQLException {
        List<UUID> expected = expected(condition);
        assertFalse(expected.isEmpty(), condition);
        assertEquals(expected, pages(which), condition);
    }

    private PromptCardSelection active(
            String @Nullable [] tags, @Nullable String variables, @Nullable String metadata) {
        return new PromptCardSelection(
                workspace,
                true,
                null,
                tags,
                variables == null ? null : new Json(variables),
                metadata == null ? null : new Json(metadata));
    }

    @Test
    void allOfThem() throws SQLException {
        assertListed("deleted_at IS NULL", active(null, null, null));
        assertListed("deleted_at IS NOT NULL", new PromptCardSelection(workspace, false, null, null, null, null));
    }

    @Test
    void byContentThatIsNewOldOrEverywhere() throws SQLException {
        assertListed("deleted_at IS NULL AND (metadata->>'early')::boolean", active(null, null, "{\"early\": true}"));
        assertListed("deleted_at IS NULL AND (metadata->>'late')::boolean", active(null, null, "{\"late\": true}"));
        assertListed("deleted_at IS NULL AND (metadata->>'tenth')::boolean", active(null, null, "{\"tenth\": true}"));
        assertListed("deleted_at IS NULL", active(null, "[{\"type\": \"string\"}]", null));
        assertListed("deleted_at IS NULL AND tags <> '{}'", active(new String[] {"third"}, null, null));
        assertListed(
                "deleted_at IS NULL AND tags <> '{}' AND (metadata->>'early')::boolean",
                active(new String[] {"third"}, "[{\"type\": \"string\"}]", "{\"early\": true}"));
    }

    @Test
    void nothingOfAnotherWorkspace() {
        UUID other = new Rows(database).workspace();
        PromptCardSelection which =
                new PromptCardSelection(other, true, null, null, null, new Json("{\"early\": true}"));
        assertEquals(
                List.of(),
                context.getBean(Workspaces.class)
                        .read(
                                new Bound(other, null),
                                () -> context.getBean(PromptCardLists.class).newest(which, null, PAGE)));
    }
}
