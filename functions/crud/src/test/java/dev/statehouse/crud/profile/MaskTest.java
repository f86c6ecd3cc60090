package dev.statehouse.crud.profile;

import static dev.statehouse.crud.profile.Masquerade.body;
import static dev.statehouse.crud.profile.Masquerade.ids;
import static dev.statehouse.crud.profile.Masquerade.showing;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskTest {

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

    private String titles(String slug) {
        return texts(slug, "experiences", "title");
    }

    private String texts(String slug, String list, String field) {
        StringBuilder texts = new StringBuilder();
        api.get(PROFILES + "/" + slug)
                .expect(200)
                .json()
                .path(list)
                .forEach(one -> texts.append(one.path(field).asText()).append(' '));
        return texts.toString().strip();
    }

    @Test
    void eachMaskShowsWhatItNamesInItsOwnOrder() {
        String identity = make.identity("Ada");
        String a = make.experience(identity, "A", "2019-01-01");
        String b = make.experience(identity, "B", "2020-01-01");
        make.experience(identity, "Unnamed", "2021-01-01");
        String s = make.skill(identity, "S", "one");
        String t = make.skill(identity, "T", "two");
        make.profile(identity, "both", "{\"skills\": %s, \"experiences\": %s}".formatted(ids(t, s), ids(a, b)));
        make.profile(identity, "turned", "{\"experiences\": %s}".formatted(ids(b, a)));
        make.profile(identity, "bare", "{}");
        assertEquals("A B", titles("both"));
        assertEquals("T S", texts("both", "skills", "name"));
        assertEquals("B A", titles("turned"));
        assertEquals("", texts("turned", "skills", "name"));
        assertEquals("", titles("bare"));
    }

    @Test
    void aMaskShowsAllThatItsRowsSay() {
        String identity = make.identity("Whole");
        JsonNode experience =
                api.post("/v1/experiences", """
                        {"identityId": "%s", "organisation": "O", "title": "T", "description": "D \u2014 \\"q\\"",
                         "startDate": "2020-02-29", "endDate": "2021-01-31", "tags": ["x", "y, z"]}
                        """.formatted(identity)).expect(201).json();
        JsonNode skill =
                api.post("/v1/skills", """
                        {"identityId": "%s", "name": "N", "category": "C", "keywords": ["k"]}
                        """.formatted(identity)).expect(201).json();
        make.profile(
                identity,
                "whole",
                "{\"experiences\": %s, \"skills\": %s}"
                        .formatted(
                                ids(experience.path("id").asText()),
                                ids(skill.path("id").asText())));
        JsonNode mask = api.get(PROFILES + "/whole").expect(200).json();
        assertSubset(mask.at("/experiences/0"), experience);
        assertEquals(7, mask.at("/experiences/0").size());
        assertSubset(mask.at("/skills/0"), skill);
        assertEquals(5, mask.at("/skills/0").size());
    }

    private static void assertSubset(JsonNode part, JsonNode whole) {
        part.properties().forEach(field -> assertEquals(whole.path(field.getKey()), field.getValue(), field.getKey()));
    }

    @Test
    void whatIsDeletedVanishesAndComesBackAtItsPlace() {
        String identity = make.identity("Vanishing");
        String a = make.experience(identity, "A", "2019-01-01");
        String b = make.experience(identity, "B", "2020-01-01");
        String path = PROFILES + "/" + make.profile(identity, "vanishing", showing(a, b));
        api.delete("/v1/experiences/" + a).expect(204);
        assertEquals("B", titles("vanishing"));
        // What was written once may stay, and nothing that is gone can be named anew.
        api.patch(path, "{\"maskSettings\": %s}".formatted(showing(b, a)), "*").expect(200);
        api.post(PROFILES, body(identity, "late", showing(a))).expect(422);
        api.post("/v1/experiences/" + a + "/restore", "").expect(200);
        assertEquals("B A", titles("vanishing"));
        crud.database().asOwner("DELETE FROM app.experiences WHERE id = '" + a + "'");
        assertEquals("B", titles("vanishing"));
    }

    @Test
    void aMaskNamesNothingForeign() {
        String identity = make.identity("Own");
        String other = make.identity("Other");
        String own = make.experience(identity, "Own", "2020-01-01");
        String colleague = make.experience(other, "Colleague's", "2020-01-01");
        Api stranger = crud.stranger();
        Masquerade there = new Masquerade(stranger);
        String foreign = there.experience(there.identity("Foreign"), "Foreign", "2020-01-01");
        String nobody = "0190d0c8-0000-7000-8000-000000000000";
        String path = PROFILES + "/" + make.profile(identity, "own", showing(own));
        String before = crud.state();
        List<String> answers = new ArrayList<>();
        for (String id : new String[] {nobody, colleague, foreign, make.identity("not an experience")}) {
            before = crud.state();
            Api.Answer made = api.post(PROFILES, body(identity, "names", showing(own, id)))
                    .expect(422);
            assertEquals(
                    "/maskSettings/experiences/1",
                    made.json().at("/errors/0/pointer").asText());
            Api.Answer changed = api.patch(path, "{\"maskSettings\": {\"skills\": [\"%s\"]}}".formatted(id), "*")
                    .expect(422);
            assertEquals(
                    "/maskSettings/skills/0",
                    changed.json().at("/errors/0/pointer").asText());
            answers.add(made.body() + changed.body());
            assertEquals(before, crud.state());
        }
        assertEquals(1, answers.stream().distinct().count(), "foreign and unknown are alike");
    }

    @Test
    void theTagMovesWithWhateverIsShownAndNothingElse() {
        String identity = make.identity("Tagged");
        String shown = make.experience(identity, "Shown", "2019-01-01");
        String hidden = make.experience(identity, "Hidden", "2019-01-01");
        String skill = make.skill(identity, "S", "c");
        String id = make.profile(
                identity, "tagged", "{\"experiences\": %s, \"skills\": %s}".formatted(ids(shown), ids(skill)));
        String tag = api.get(PROFILES + "/tagged").expect(200).header("etag");
        api.patch("/v1/experiences/" + hidden, "{\"title\": \"Other\"}", "*").expect(200);
        api.send("GET", PROFILES + "/tagged", Map.of("if-none-match", tag), null)
                .expect(304);
        for (String[] change : new String[][] {
            {"/v1/experiences/" + shown, "{\"title\": \"New\"}"},
            {"/v1/skills/" + skill, "{\"level\": null}"},
            {"/v1/identities/" + identity, "{\"name\": \"Renamed\"}"},
            {PROFILES + "/" + id, "{\"summary\": \"New\"}"}
        }) {
            api.patch(change[0], change[1], "*").expect(200);
            Api.Answer next = api.send("GET", PROFILES + "/tagged", Map.of("if-none-match", tag), null)
                    .expect(200);
            assertNotEquals(tag, next.header("etag"), change[0]);
            tag = next.header("etag");
        }
        api.delete("/v1/skills/" + skill).expect(204);
        api.send("GET", PROFILES + "/tagged", Map.of("if-none-match", tag), null)
                .expect(200);
    }

    /** However a write of the mask and a delete fall together: what is gone is not shown, and what stays is. */
    @Test
    void aMaskThatIsWrittenWhileItsExperienceIsDeletedShowsNothingThatIsGone() throws Exception {
        String identity = make.identity("Raced");
        String stays = make.experience(identity, "Stays", "2020-01-01");
        String path = PROFILES + "/" + make.profile(identity, "raced", "{}");
        for (int i = 0; i < 10; i++) {
            String goes = make.experience(identity, "Goes", "2020-01-01");
            Thread writer = Thread.ofVirtual()
                    .start(() -> api.patch(path, "{\"maskSettings\": %s}".formatted(showing(goes, stays)), "*"));
            api.delete("/v1/experiences/" + goes).expect(204);
            assertTrue(titles("raced").matches("|Stays"), "what is gone is shown");
            writer.join();
            assertTrue(titles("raced").matches("|Stays"), "what is gone is shown");
            api.patch(path, "{\"maskSettings\": %s}".formatted(showing(stays)), "*")
                    .expect(200);
            assertEquals("Stays", titles("raced"));
        }
    }
}
