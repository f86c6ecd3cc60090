package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A team finds by what it means what it wrote in other words, without a key of anybody's. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MeaningStoryTest {

    private static final String MODELS = "/v1/embedding-models";

    private Client team;

    @BeforeAll
    void begin(FaultStack stack) throws IOException, InterruptedException {
        team = Client.ofWorkspace(stack, "helpers");
    }

    private JsonNode model(String id) {
        return team.read(MODELS + "/" + id);
    }

    @Test
    void resetMyPasswordFindsCredentialRecovery() throws InterruptedException {
        String project = team.made("/v1/projects", "{\"slug\": \"help\", \"name\": \"Help\"}");
        for (String title : new String[] {"Credential recovery", "Invoices and refunds", "Opening hours"}) {
            team.made("/v1/projects/" + project + "/issues", "{\"title\": \"%s\"}".formatted(title));
        }
        team.get("/v1/search?mode=semantic&q=reset+my+password").expect(409);

        String model = team.made(MODELS, "{\"provider\": \"local\"}");
        team.put(MODELS + "/" + model + "/default", "").expect(200);
        for (int i = 0; i < 300 && !model(model).path("role").asText().equals("default"); i++) {
            Thread.sleep(200);
        }
        assertEquals("default", model(model).path("role").asText(), model(model).toString());

        JsonNode answer = team.read("/v1/search?mode=semantic&q=reset+my+password");
        assertEquals("Credential recovery", answer.at("/data/0/title").asText(), answer.toString());
        assertTrue(answer.path("complete").asBoolean(), answer.toString());
        assertEquals("exact", answer.path("plan").asText());
        assertEquals(
                "Credential recovery",
                team.read("/v1/search?mode=hybrid&q=reset+my+password")
                        .at("/data/0/title")
                        .asText());
    }
}
