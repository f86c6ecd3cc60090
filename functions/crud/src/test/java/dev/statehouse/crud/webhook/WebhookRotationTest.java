package dev.statehouse.crud.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestKeyFile;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookRotationTest {

    private static final String PATH = "/v1/webhooks/rotation";
    private static final String BODY =
            "{\"name\": \"CI\", \"url\": \"https://hooks.example/in\", \"eventTypes\": [\"*\"]}";

    private Crud crud;
    private Api admin;

    @BeforeEach
    void start() {
        crud = new Crud(Map.of(
                "credential.key-file", TestKeyFile.holding("first").path().toString()));
        admin = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterEach
    void stop() {
        crud.close();
    }

    private JsonNode shown() {
        return admin.get(PATH).expect(200).json();
    }

    @Test
    void itIsToldHowManySecretsAreUnderWhichKeyOfThisWorkspaceAlone() {
        assertTrue(shown().path("done").asBoolean());
        admin.post("/v1/webhooks", BODY).expect(201);
        admin.post("/v1/webhooks", BODY).expect(201);
        crud.api()
                .as(TestCaller.of(crud.rows().workspace(), "admin"))
                .post("/v1/webhooks", BODY)
                .expect(201);
        assertEquals(
                "{\"presentKey\":\"first\",\"keys\":[{\"keyName\":\"first\",\"secrets\":2}],\"remaining\":0,\"done\":true}",
                shown().toString());
        crud.database().asOwner("""
                UPDATE webhook_secrets SET key_name = 'old'
                WHERE id IN (SELECT id FROM webhook_secrets WHERE workspace_id = '%s' LIMIT 1)
                """.formatted(crud.workspace()));
        assertEquals(1, shown().path("remaining").asInt());
        assertFalse(shown().path("done").asBoolean());
    }

    @Test
    void aRotationIsOneJobHoweverOftenItIsAskedFor() {
        Api.Answer answer = admin.post(PATH, "{}").expect(202);
        JsonNode job = answer.json();
        assertTrue(job.path("isNew").asBoolean());
        assertEquals("/v1/jobs/" + job.path("id").asText(), answer.header("location"));
        JsonNode again = admin.post(PATH, "{}").expect(202).json();
        assertEquals(job.path("id"), again.path("id"));
        assertFalse(again.path("isNew").asBoolean());
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM jobs WHERE kind = 'webhook-secret-rotation'"
                        + " AND payload = '{\"keyName\": \"first\"}'"));
    }

    @Test
    void onlyAdminsMayAsk() {
        Api editor = crud.api().as(TestCaller.of(crud.workspace(), "editor"));
        editor.get(PATH).expect(403);
        editor.post(PATH, "{}").expect(403);
        assertEquals(0, crud.count("SELECT count(*) FROM jobs"));
    }
}
