package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.localstack.FaultStack.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A workspace of prompt cards: brought along, found again, tried in two ways, and released in the better one. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptCardStoryTest {

    private Client enterprise;
    private Client tenant;

    @BeforeAll
    void begin(FaultStack stack) {
        enterprise = Client.ofWorkspace(stack, "enterprise");
        tenant = Client.ofWorkspace(stack, "another-tenant");
    }

    private void version(String card, String template, String notes) {
        enterprise.post(card + "/versions", """
                        {"template": "%s", "changeNotes": "%s",
                         "variables": [{"name": "customer", "type": "string", "required": true},
                                       {"name": "stars", "type": "number", "required": false, "default": 5}]}
                        """.formatted(template, notes)).expect(201);
    }

    private void label(String card, String name, int version, String... ifMatch) {
        enterprise
                .put(card + "/labels/" + name, "{\"version\": %d}".formatted(version), ifMatch)
                .expect(200);
    }

    /** What a model is sent. */
    private String rendered(String label) {
        return enterprise
                .post("/v1/prompts/support-reply/render?label=" + label, "{\"variables\": {\"customer\": \"Ada\"}}")
                .expect(200)
                .text("/prompt");
    }

    private String found(String query) {
        return enterprise.get("/v1/prompt-cards?" + query).expect(200).each("/data", "/title");
    }

    @Test
    void aCardIsImportedFoundTriedAndReleased() {
        // The cards come from a file, as they were collected: what has no field of its own is metadata.
        Answer imported = enterprise
                .post("/v1/prompt-imports", """
                        title,template,tags,category
                        Support reply,Dear {{customer}},support,enterprise
                        Linux terminal,I want you to act as a linux terminal.,,developer
                        """, "content-type", "text/csv")
                .expect(201);
        assertEquals(2, imported.json().path("imported").asInt());
        String card = "/v1/prompt-cards/" + imported.text("/cards/0/id");

        // Two ways to say it, both with a variable more than the first draft had.
        version(card, "Dear {{customer}}, thank you for your {{stars}} stars.", "thanks");
        version(card, "{{customer}}, {{stars}} stars made our day!", "warmer");
        Answer versions = enterprise.get(card + "/versions").expect(200);
        assertEquals("3, 2, 1", versions.each("/data", "/number"));
        assertEquals("warmer, thanks, ", versions.each("/data", "/changeNotes"));
        Answer diff = enterprise.get(card + "/versions/2/diff").expect(200);
        assertTrue(diff.text("/template").contains("+Dear {{customer}}, thank you"), diff.body());
        assertEquals("stars", diff.each("/variables", "/name"));

        // It is found by what its variables and metadata contain, and by words of its title, in the order of their
        // rank.
        assertEquals("Support reply", found("variables=" + Client.encoded("[{\"type\": \"number\"}]")));
        assertEquals("Support reply", found("metadata=" + Client.encoded("{\"category\": \"enterprise\"}")));
        assertEquals("Support reply", found("tag=support"));
        Answer search = enterprise.get("/v1/search/prompts?q=linux+terminal").expect(200);
        assertEquals("Linux terminal", search.text("/data/0/title"));

        // The experiment: the one half of the customers is answered in the one way, the other half in the other.
        label(card, "variant-a", 2);
        label(card, "variant-b", 3);
        assertEquals("Dear Ada, thank you for your 5 stars.", rendered("variant-a"));
        assertEquals("Ada, 5 stars made our day!", rendered("variant-b"));
        Answer refused = enterprise
                .post("/v1/prompts/support-reply/render?label=variant-a", "{\"variables\": {\"stars\": 4}}")
                .expect(422);
        assertEquals("/variables/customer", refused.text("/errors/0/pointer"));

        // The warmer one wins, is released, found too warm, and taken back within a request.
        label(card, "production", 2);
        label(card, "production", 3, "if-match", "*");
        assertEquals(rendered("variant-b"), rendered("production"));
        enterprise.post(card + "/labels/production/rollback", "").expect(200);
        assertEquals(rendered("variant-a"), rendered("production"));

        // Another tenant finds none of it, by no way.
        for (String path : List.of(card, card + "/versions", "/v1/prompts/support-reply")) {
            tenant.get(path).expect(404);
        }
        for (String list : List.of("/v1/prompt-cards", "/v1/search/prompts?q=linux+terminal")) {
            assertEquals(0, tenant.read(list).path("data").size(), list);
        }
    }
}
