package dev.statehouse.identity.account;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.identity.People;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Events;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {

    private People people;

    @BeforeAll
    void start() {
        people = new People();
    }

    @AfterAll
    void stop() {
        people.close();
    }

    private static Api.Answer delete(Api api, String password) {
        return api.send(
                "DELETE", "/v1/me", Map.of("content-type", "application/json"), "{\"password\": \"" + password + "\"}");
    }

    @Test
    void aProfileIsChangedAtTheRevisionThatWasRead() {
        people.register("editor");
        Api api = people.loggedIn("editor");
        String etag = api.get("/v1/me").expect(200).header("etag");
        api.send("GET", "/v1/me", Map.of("if-none-match", etag), null).expect(304);
        Api.Answer changed = api.patch("/v1/me", "{\"firstName\": \"Edith\", \"username\": \"Edith\"}", etag)
                .expect(200);
        assertEquals("Edith", changed.json().path("username").asText());
        assertEquals("L.", changed.json().path("lastName").asText());
        api.patch("/v1/me", "{\"firstName\": \"E.\"}", etag).expect(412);
        api.send("PATCH", "/v1/me", Map.of("content-type", "application/json"), "{\"firstName\": \"E.\"}")
                .expect(428);
        api.patch("/v1/me", "{\"firstName\": \"E.\"}", changed.header("etag")).expect(200);
        people.logIn("edith", People.PASSWORD).expect(201);
        people.logIn("editor", People.PASSWORD).expect(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"role\": \"owner\"",
                "\"plan\": \"large\"",
                "\"emailVerified\": true",
                "\"emailVerifiedAt\": null",
                "\"id\": \"01900000-0000-7000-8000-000000000009\"",
                "\"revision\": 7",
                "\"lastLoginAt\": null"
            })
    void whatOnlyTheSystemSetsIsRefused(String member) {
        if (people.ask("SELECT count(*) FROM app.users WHERE username = 'assigner'")
                .equals("0")) {
            people.register("assigner");
        }
        Api api = people.loggedIn("assigner");
        String before = api.get("/v1/me").body();
        api.patch("/v1/me", "{\"firstName\": \"X\", " + member + "}", "*").expect(400);
        assertEquals(
                before.replaceAll("\"lastLoginAt\":\"[^\"]*\"", ""),
                api.get("/v1/me").body().replaceAll("\"lastLoginAt\":\"[^\"]*\"", ""));
    }

    @Test
    void aTakenUsernameIsAConflict() {
        people.register("taken");
        people.register("taker");
        Api.Answer refused = people.loggedIn("taker")
                .patch("/v1/me", "{\"username\": \"TAKEN\"}", "*")
                .expect(409);
        assertEquals("/username", refused.json().at("/errors/0/pointer").asText());
    }

    @Test
    void anAddressMovesOnceTheNewOneIsProved() {
        people.register("mover");
        people.register("settled");
        Api api = people.loggedIn("mover");
        Api.Answer unproved =
                api.patch("/v1/me", "{\"email\": \"moved@example.org\"}", "*").expect(422);
        assertEquals("/password", unproved.json().at("/errors/0/pointer").asText());
        String wanted = "{\"email\": \"%s\", \"password\": \"" + People.PASSWORD + "\"}";
        Api.Answer free =
                api.patch("/v1/me", wanted.formatted("moved@example.org"), "*").expect(200);
        Api.Answer known = api.patch("/v1/me", wanted.formatted("settled@example.org"), "*")
                .expect(200);
        assertEquals("mover@example.org", free.json().path("email").asText());
        assertEquals("mover@example.org", known.json().path("email").asText());
        assertFalse(people.lastMail("settled@example.org").contains("stm_"));
        String token = people.token("moved@example.org");
        Api.Answer moved = people.post("/v1/email-verifications/confirm", "{\"token\": \"" + token + "\"}")
                .expect(200);
        assertEquals("moved@example.org", moved.json().path("email").asText());
        assertTrue(people.lastMail("mover@example.org").contains("another address"));
        people.logIn("moved@example.org", People.PASSWORD).expect(201);
        people.logIn("mover@example.org", People.PASSWORD).expect(401);
    }

    @Test
    void aDeletedAccountIsGoneAndItsNamesAreFree() {
        UUID user = people.register("leaver");
        UUID workspace = people.rows().workspace();
        people.database().asOwner("""
                INSERT INTO memberships (workspace_id, user_id, role) VALUES ('%1$s', '%2$s', 'editor');
                INSERT INTO api_keys (workspace_id, id, name, prefix, secret_sha256, role, user_id)
                VALUES ('%1$s', '%2$s', 'key', 'abcdefghijk1', sha256('x'), 'editor', '%2$s')
                """.formatted(workspace, user));
        Api api = people.loggedIn("leaver");
        delete(api, "not the password").expect(422);
        String receipt = delete(api, People.PASSWORD).expect(204).header("location");
        Api.Answer removal = people.nobody().get(receipt).expect(200);
        assertEquals("user", removal.json().path("kind").asText());
        assertEquals(1, removal.json().at("/removed/tables/memberships").asInt());
        assertEquals(1, removal.json().at("/removed/tables/user_passwords").asInt());
        api.get("/v1/me").expect(404);
        people.logIn("leaver", People.PASSWORD).expect(401);
        assertEquals("0 0 0", people.ask("""
                        SELECT concat_ws(' ',
                            (SELECT count(*) FROM app.memberships WHERE user_id = '%1$s'),
                            (SELECT count(*) FROM app.api_keys WHERE id = '%1$s' AND revoked_at IS NULL),
                            (SELECT count(*) FROM app.user_sessions WHERE user_id = '%1$s' AND revoked_at IS NULL))
                        """.formatted(user)));
        String left = people.ask("SELECT u::text FROM app.users u WHERE id = '" + user + "'");
        assertFalse(left.contains("leaver") || left.contains("Ada"), left);
        assertFalse(people.register("leaver").equals(user));
    }

    @Test
    void theLastOwnerOfAWorkspaceStays() {
        UUID user = people.register("captain");
        UUID workspace = people.rows().workspace();
        people.database()
                .asOwner("INSERT INTO memberships (workspace_id, user_id, role) VALUES ('%s', '%s', 'owner')"
                        .formatted(workspace, user));
        Api api = people.loggedIn("captain");
        Api.Answer refused = delete(api, People.PASSWORD).expect(409);
        assertTrue(refused.body().contains("w-" + workspace), refused.body());
        api.get("/v1/me").expect(200);
        people.rows().member(workspace, "owner");
        delete(api, People.PASSWORD).expect(204);
    }

    @Test
    void onlyAPersonHasAProfile() {
        people.nobody().get("/v1/me").expect(401);
        people.as(dev.statehouse.testing.TestCaller.of(UUID.randomUUID(), "owner"))
                .get("/v1/me")
                .expect(403);
    }

    @Test
    void theEventOfTheFolderShowsAProfile() {
        people.database()
                .asOwner("INSERT INTO users (id, email, username)"
                        + " VALUES ('01900000-0000-7000-8000-000000000003', 'event@example.org', 'event')");
        assertEquals(
                "event",
                people.nobody()
                        .send(Events.read("identity"))
                        .expect(200)
                        .json()
                        .path("username")
                        .asText());
    }

    @Test
    void aForeignWorkspaceInTheHeaderIsNoMatterToOnesOwnAccount() {
        UUID user = people.register("wanderer");
        Api api = people.as(TestCaller.person(user, UUID.randomUUID()).with("denied", "workspace"));
        assertEquals(
                "wanderer",
                api.get("/v1/me").expect(200).json().path("username").asText());
        assertTrue(api.get("/v1/workspace").expect(403).body().contains("no such workspace"));
    }
}
