package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who comes with a token of an external issuer: one issuer, many whom its tokens are about. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenCallerTest {

    private static final String PROJECT = "{\"slug\": \"%s\", \"name\": \"Project\"}";

    private final UUID issuer = UUID.randomUUID();
    private Crud crud;

    @BeforeAll
    void start() {
        crud = new Crud();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private Api as(String subject) {
        return crud.api()
                .as(new TestCaller(Map.of(
                        "workspaceId",
                        crud.workspace().toString(),
                        "tokenId",
                        issuer.toString(),
                        "subject",
                        subject,
                        "role",
                        "editor")));
    }

    @Test
    void theAuditLogTellsTheIssuerAndTheSubject() {
        String id = as("service|7")
                .post("/v1/projects", PROJECT.formatted("by-token"))
                .expect(201)
                .json()
                .path("id")
                .asText();
        Api admin = crud.api().as(TestCaller.of(crud.workspace(), "admin"));
        JsonNode entry =
                admin.get("/v1/audit-log?rowId=" + id).expect(200).json().at("/data/0");
        assertEquals("token", entry.path("via").asText());
        assertEquals(issuer.toString(), entry.path("credentialId").asText());
        assertEquals("service|7", entry.path("subject").asText());
        JsonNode check = admin.post("/v1/audit-log/verify", "{}").expect(200).json();
        assertFalse(check.hasNonNull("broken"), check.toString());
    }

    @Test
    void anIdempotencyKeyIsItsSubjectsOwn() {
        String mine = as("a").post("/v1/projects", PROJECT.formatted("mine"), "same key")
                .expect(201)
                .body();
        String others = as("b").post("/v1/projects", PROJECT.formatted("others"), "same key")
                .expect(201)
                .body();
        assertNotEquals(mine, others);
        Api.Answer again = as("a").post("/v1/projects", PROJECT.formatted("mine"), "same key");
        assertEquals(mine, again.expect(201).body());
        assertEquals("true", again.header("idempotency-replayed"));
    }
}
