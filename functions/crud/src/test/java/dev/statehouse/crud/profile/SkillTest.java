package dev.statehouse.crud.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SkillTest {

    private static final String SKILLS = "/v1/skills";

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
    void aSkillIsCreatedAndShown() {
        Api.Answer created =
                api.post(SKILLS, """
                        {"identityId": "%s", "name": "Java", "category": "languages", "keywords": ["jvm", "records"]}
                        """.formatted(make.identity("Ada"))).expect(201);
        assertTrue(created.json().path("level").isNull());
        assertTrue(created.json().path("isActive").asBoolean());
        assertEquals("records", created.json().at("/keywords/1").asText());
        assertEquals(
                created.json(), api.get(created.header("location")).expect(200).json());
    }

    @Test
    void listsAreFilteredByCategoryAndIdentity() {
        String identity = make.identity("Listed");
        make.skill(identity, "one", "listed");
        make.skill(identity, "two", "other");
        make.skill(make.identity("Somebody else"), "three", "listed");
        assertEquals("three one", names("category=listed"));
        assertEquals("two one", names("identity=" + identity));
        assertEquals("one", names("category=listed&identity=" + identity));
        assertEquals("", names("category=LISTED"));
        assertEquals("three", names("category=listed&limit=1"));
    }

    private String names(String query) {
        StringBuilder names = new StringBuilder();
        api.get(SKILLS + "?" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(one -> names.append(one.path("name").asText()).append(' '));
        return names.toString().strip();
    }

    @Test
    void aChangeNamesTheRevisionThatWasReadAndADeletedOneIsRestored() {
        String path = SKILLS + "/" + make.skill(make.identity("Changed"), "old", "changed");
        assertTrue(api.patch(path, "{\"name\": \"new\", \"level\": null}", "\"1\"")
                .expect(200)
                .json()
                .path("level")
                .isNull());
        api.patch(path, "{}", "\"1\"").expect(412);
        assertEquals("new", names("category=changed"));
        api.delete(path).expect(204);
        assertEquals("", names("category=changed"));
        assertEquals("new", names("category=changed&active=false"));
        api.post(path + "/restore", "").expect(200);
        assertEquals("new", names("category=changed"));
    }
}
