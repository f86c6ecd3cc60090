package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What is changed is found as it is now, and what is deleted is not, until it is restored. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SearchChangesTest {

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

    @Test
    void anEditedMessageIsFoundByItsNewWordsAlone() {
        UUID message = texts.message(texts.conversation(null), 1, "apricot");
        change("UPDATE messages SET content = 'medlar' WHERE id = '%s'".formatted(message));
        assertEquals(0, count("apricot"));
        assertEquals(1, count("medlar"));
    }

    @Test
    void aDeletedRowIsNotFoundUntilItIsRestored() {
        UUID identity = texts.identity();
        UUID project = texts.project("Orchard");
        for (String row : List.of(
                "messages " + texts.message(texts.conversation(null), 1, "quince"),
                "issues " + texts.issue(project, 1, "quince", ""),
                "profiles " + texts.profile(identity, "quince", ""),
                "experiences " + texts.experience(identity, "quince", ""),
                "skills " + texts.skill(identity, "quince", "fruit"),
                "prompt_cards " + search.cards().insert(search.workspace(), "quince", "quince"),
                "knowledge_entries " + texts.knowledge("quince", "quince", "{}", null))) {
            String[] place = row.split(" ", 2);
            long all = count("quince");
            change("UPDATE %s SET deleted_at = now() WHERE id = '%s'".formatted(place[0], place[1]));
            assertEquals(all - 1, count("quince"), row);
            change("UPDATE %s SET deleted_at = NULL WHERE id = '%s'".formatted(place[0], place[1]));
            assertEquals(all, count("quince"), row);
        }
    }

    @Test
    void whatBelongsToADeletedRowIsHiddenWithIt() {
        UUID conversation = texts.conversation(null);
        UUID project = texts.project("Grove");
        UUID identity = texts.identity();
        texts.message(conversation, 1, "sorbus");
        texts.issue(project, 1, "sorbus", "");
        texts.skill(identity, "sorbus", "tree");
        for (String row : List.of("conversations " + conversation, "projects " + project, "identities " + identity)) {
            String[] place = row.split(" ", 2);
            change("UPDATE %s SET deleted_at = now() WHERE id = '%s'".formatted(place[0], place[1]));
            assertEquals(2, count("sorbus"), row);
            change("UPDATE %s SET deleted_at = NULL WHERE id = '%s'".formatted(place[0], place[1]));
            assertEquals(3, count("sorbus"), row);
        }
    }

    @Test
    void theNewestVersionIsFoundAndTheOthersIfAllAreAskedFor() {
        UUID card = search.cards().insert(search.workspace(), "Recipe", "Bake a damson cake.");
        change(("INSERT INTO prompt_versions (workspace_id, id, card_id, number, template)"
                        + " VALUES ('%s', gen_random_uuid(), '%s', 2, 'Bake a loquat cake.');"
                        + "UPDATE prompt_cards SET last_version = 2 WHERE id = '%2$s'")
                .formatted(search.workspace(), card));
        assertEquals(0, count("damson"));
        assertEquals(1, count("loquat"));
        assertEquals(1, count("damson&versions=all"));
        assertEquals(2, count("recipe&versions=all"));
    }

    @Test
    void aChangedTitleIsFound() {
        UUID card = search.cards().insert(search.workspace(), "Jujube", "text");
        UUID entry = texts.knowledge("Jujube", "text", "{}", null);
        change("UPDATE prompt_cards SET title = 'Sapodilla' WHERE id = '%s'".formatted(card));
        change("UPDATE knowledge_entries SET title = 'Sapodilla', tags = '{rare}' WHERE id = '%s'".formatted(entry));
        assertEquals(2, count("sapodilla"));
        assertEquals(0, count("jujube"));
        assertEquals(1, count("sapodilla&tag=rare"));
    }

    @Test
    void whatIsGoneForGoodLeavesNothing() {
        UUID message = texts.message(texts.conversation(null), 1, "rambutan");
        change("DELETE FROM messages WHERE id = '%s'".formatted(message));
        assertEquals(0, count("rambutan"));
    }

    private void change(String statement) {
        search.database().asOwner(statement);
    }

    private long count(String question) {
        return search.api()
                .get("/v1/search?q=" + question)
                .expect(200)
                .json()
                .path("data")
                .size();
    }
}
