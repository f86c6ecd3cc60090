package dev.statehouse.crud.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IdentityTest {

    private static final String IDENTITIES = "/v1/identities";

    private Crud crud;
    private Api api;
    private Masquerade make;

    @BeforeAll
    void start() {
        crud = new Crud();
        api = crud.api();
        make = new Masquerade(api);
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void anIdentityIsCreatedAndShown() {
        Api.Answer created =
                api.post(IDENTITIES, "{\"name\": \"Ada Lovelace\"}").expect(201);
        assertTrue(created.json().path("isActive").asBoolean());
        String path = created.header("location");
        Api.Answer shown = api.get(path).expect(200);
        assertEquals(created.json(), shown.json());
        api.send("GET", path, Map.of("if-none-match", shown.header("etag")), null)
                .expect(304);
    }

    @Test
    void aRepeatedRequestMakesOneIdentity() {
        String first =
                api.post(IDENTITIES, "{\"name\": \"Once\"}", "once").expect(201).body();
        assertEquals(
                first,
                api.post(IDENTITIES, "{\"name\": \"Once\"}", "once").expect(201).body());
        assertEquals(1, crud.count("SELECT count(*) FROM identities WHERE name = 'Once'"));
    }

    @Test
    void listsAreNewestFirstAndPaged() {
        Api other = crud.stranger();
        Masquerade there = new Masquerade(other);
        for (int i = 1; i <= 3; i++) {
            there.identity("I" + i);
        }
        JsonNode first = other.get(IDENTITIES + "?limit=2").expect(200).json();
        assertEquals("I3", first.at("/data/0/name").asText());
        assertTrue(first.path("hasMore").asBoolean());
        JsonNode second = other.get(IDENTITIES + "?limit=2&cursor="
                        + first.path("nextCursor").asText())
                .expect(200)
                .json();
        assertEquals("I1", second.at("/data/0/name").asText());
        assertFalse(second.path("hasMore").asBoolean());
    }

    @Test
    void aChangeNamesTheRevisionThatWasRead() {
        String path = IDENTITIES + "/" + make.identity("Old");
        Api.Answer changed = api.patch(path, "{\"name\": \"New\"}", "\"1\"").expect(200);
        assertEquals("New", changed.json().path("name").asText());
        assertEquals("\"2\"", changed.header("etag"));
        api.patch(path, "{\"name\": \"Late\"}", "\"1\"").expect(412);
        api.patch(path, "{\"name\": \"Late\"}", "\"2-hash\"").expect(200);
    }

    @Test
    void withADeletedIdentityGoesAllThatItHasUntilItIsRestored() {
        String identity = make.identity("Gone");
        String experience = make.experience(identity, "Gone", "2020-01-01");
        String skill = make.skill(identity, "Gone", "gone");
        String profile = make.profile(identity, "gone", Masquerade.showing(experience));
        String[] all = {
            IDENTITIES + "/" + identity,
            "/v1/experiences/" + experience,
            "/v1/skills/" + skill,
            "/v1/profiles/" + profile,
            "/v1/profiles/gone"
        };
        api.delete(all[0]).expect(204);
        for (String path : all) {
            api.get(path).expect(404);
            if (!path.equals("/v1/profiles/gone")) {
                api.patch(path, "{}", "*").expect(404);
                api.delete(path).expect(404);
            }
        }
        for (String list : new String[] {"experiences", "skills", "profiles"}) {
            assertEquals(
                    0,
                    api.get("/v1/" + list + "?identity=" + identity)
                            .expect(200)
                            .json()
                            .path("data")
                            .size());
        }
        api.post("/v1/skills", "{\"identityId\": \"%s\", \"name\": \"x\", \"category\": \"x\"}".formatted(identity))
                .expect(422);
        JsonNode deleted = api.get(IDENTITIES + "?active=false").expect(200).json();
        assertEquals("Gone", deleted.at("/data/0/name").asText());
        assertFalse(deleted.at("/data/0/isActive").asBoolean(true));

        api.post(all[0] + "/restore", "").expect(200);
        for (String path : all) {
            api.get(path).expect(200);
        }
        api.post(all[0] + "/restore", "").expect(404);
    }

    @Test
    void viewersReadAndEditorsWrite() {
        String path = IDENTITIES + "/" + make.identity("Read");
        Api viewer = api.as(TestCaller.of(crud.workspace(), "viewer"));
        viewer.get(path).expect(200);
        viewer.patch(path, "{}", "*").expect(403);
        viewer.post("/v1/profiles", "{}").expect(403);
        api.as(TestCaller.of(crud.workspace(), "editor").scoped("profiles:write"))
                .patch(path, "{}", "*")
                .expect(200);
        api.as(TestCaller.of(crud.workspace(), "editor").scoped("projects:write"))
                .patch(path, "{}", "*")
                .expect(403);
    }
}
