package dev.statehouse.crud.profile;

import static dev.statehouse.crud.profile.Masquerade.body;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileTest {

    private static final String PROFILES = "/v1/profiles";

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
    void aProfileIsCreatedAndShown() {
        String identity = make.identity("Shown");
        Api.Answer created = api.post(PROFILES, """
                        {"identityId": "%s", "slug": "shown", "headline": "Engineer", "summary": "Builds.",
                         "maskSettings": {"theme": "plain", "ratio": 1.10}}
                        """.formatted(identity)).expect(201);
        assertEquals("\"1\"", created.header("etag"));
        assertTrue(created.json().path("isActive").asBoolean());
        assertTrue(created.body().contains("1.10"), "numbers keep their digits");
        JsonNode shown = api.get(created.header("location")).expect(200).json();
        assertEquals(identity, shown.at("/identity/id").asText());
        assertEquals("Shown", shown.at("/identity/name").asText());
        assertEquals("[]", shown.path("experiences").toString());
        assertEquals(shown, api.get(PROFILES + "/shown").expect(200).json());
    }

    @Test
    void listsAreFilteredNewestFirstAndPaged() {
        String one = make.identity("One");
        String two = make.identity("Two");
        make.profile(one, "listed-1", "{}");
        make.profile(two, "listed-2", "{}");
        String off = make.profile(one, "listed-3", "{}");
        api.patch(PROFILES + "/" + off, "{\"isActive\": false}", "*").expect(200);
        assertEquals("listed-3 listed-1", slugs("identity=" + one));
        assertEquals("listed-1", slugs("identity=" + one + "&isActive=true"));
        assertEquals("listed-3", slugs("identity=" + one + "&isActive=false"));
        assertEquals("listed-3", slugs("limit=1&isActive=false"));
        assertEquals("", slugs("identity=" + one + "&active=false"));
        JsonNode first =
                api.get(PROFILES + "?limit=1&identity=" + one).expect(200).json();
        assertEquals(
                "listed-1",
                slugs("limit=1&identity=" + one + "&cursor="
                        + first.path("nextCursor").asText()));
    }

    private String slugs(String query) {
        StringBuilder slugs = new StringBuilder();
        api.get(PROFILES + "?" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(one -> slugs.append(one.path("slug").asText()).append(' '));
        return slugs.toString().strip();
    }

    @Test
    void whatIsSwitchedOffIsFoundByItsIdAlone() {
        String identity = make.identity("Switched");
        String path = PROFILES + "/" + make.profile(identity, "switched", "{}");
        api.patch(path, "{\"slug\": \"switched-on\"}", "*").expect(200);
        api.patch(path, "{\"isActive\": false}", "*").expect(200);
        api.get(PROFILES + "/switched-on").expect(404);
        api.get(PROFILES + "/switched").expect(404);
        assertFalse(api.get(path).expect(200).json().path("isActive").asBoolean(true));
        api.post(PROFILES, body(identity, "switched", "{}")).expect(409);
        api.patch(PROFILES + "/switched-on", "{\"isActive\": true}", "*").expect(200);
        api.get(PROFILES + "/switched-on").expect(200);
        api.get(PROFILES + "/switched").expect(308);
    }

    @Test
    void aDeletedProfileIsGoneUntilItIsRestoredAndKeepsItsSlugs() {
        String identity = make.identity("Deleted");
        String path = PROFILES + "/" + make.profile(identity, "deleted-old", "{}");
        api.patch(path, "{\"slug\": \"deleted\"}", "\"1\"").expect(200);
        api.delete(PROFILES + "/deleted").expect(204);
        for (String gone : new String[] {path, PROFILES + "/deleted", PROFILES + "/deleted-old"}) {
            api.get(gone).expect(404);
        }
        api.delete(path).expect(404);
        api.patch(path, "{}", "*").expect(404);
        for (String slug : new String[] {"deleted", "deleted-old"}) {
            assertEquals(
                    "/slug",
                    api.post(PROFILES, body(identity, slug, "{}"))
                            .expect(409)
                            .json()
                            .at("/errors/0/pointer")
                            .asText());
        }
        JsonNode deleted = api.get(PROFILES + "?active=false&identity=" + identity)
                .expect(200)
                .json();
        assertFalse(deleted.at("/data/0/isActive").asBoolean(true));
        assertTrue(api.post(PROFILES + "/deleted/restore", "")
                .expect(200)
                .json()
                .path("isActive")
                .asBoolean());
        api.get(PROFILES + "/deleted").expect(200);
        api.get(PROFILES + "/deleted-old").expect(308);
    }

    @Test
    void aChangeNamesTheRevisionThatWasReadOrTheTagThatWasShown() {
        String path = PROFILES + "/" + make.profile(make.identity("Changed"), "changed", "{\"theme\": \"a\"}");
        Api.Answer shown = api.get(path).expect(200);
        assertTrue(shown.header("etag").startsWith("\"1-"), shown.header("etag"));
        Api.Answer changed =
                api.patch(path, "{\"headline\": \"New\"}", shown.header("etag")).expect(200);
        assertEquals("New", changed.json().path("headline").asText());
        assertEquals(
                "{\"theme\": \"a\"}",
                changed.json().path("maskSettings").toString().replace(":", ": "));
        api.patch(path, "{\"headline\": \"Late\"}", shown.header("etag")).expect(412);
        api.patch(path, "{\"headline\": \"Next\"}", changed.header("etag")).expect(200);
        api.patch(path, "{\"headline\": \"Any\"}", "*").expect(200);
    }

    @Test
    void theLogTellsThatASlugChangedAndNobodysName() {
        String identity = make.identity("Nobody Logged");
        String id = make.profile(identity, "nobody-logged", "{}");
        api.patch("/v1/identities/" + identity, "{\"name\": \"Nobody Logged Either\"}", "*")
                .expect(200);
        api.patch(PROFILES + "/" + id, "{\"slug\": \"nobody-logged-either\"}", "*")
                .expect(200);
        for (String changed : new String[] {
            "relation = 'profiles' AND row_id = '" + id + "' AND after ->> 'slug' = 'changed'",
            "relation = 'identities' AND row_id = '" + identity + "' AND after ->> 'name' = 'changed'"
        }) {
            assertEquals(
                    1,
                    crud.count("SELECT count(*) FROM audit_entries WHERE action = 'update' AND " + changed),
                    changed);
        }
        assertEquals(
                0,
                crud.count(
                        "SELECT count(*) FROM audit_entries WHERE concat(before, after - 'headline') ~* 'nobody.logged'"));
        assertEquals(0, crud.count("SELECT count(*) FROM audit_entries WHERE relation = 'profile_slugs'"));
    }
}
