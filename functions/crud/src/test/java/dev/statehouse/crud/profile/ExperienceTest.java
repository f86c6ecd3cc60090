package dev.statehouse.crud.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExperienceTest {

    private static final String EXPERIENCES = "/v1/experiences";

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
    void anExperienceIsCreatedAndShown() {
        Api.Answer created =
                api.post(EXPERIENCES, """
                        {"identityId": "%s", "organisation": "Engines", "title": "Programmer", "description": "Notes.",
                         "startDate": "1842-10-01", "endDate": "1843-09-30", "tags": ["mathematics"]}
                        """.formatted(make.identity("Ada"))).expect(201);
        assertEquals("1842-10-01", created.json().path("startDate").asText());
        assertTrue(created.json().path("isActive").asBoolean());
        Api.Answer shown = api.get(created.header("location")).expect(200);
        assertEquals(created.json(), shown.json());
        api.send("GET", created.header("location"), Map.of("if-none-match", shown.header("etag")), null)
                .expect(304);
    }

    @Test
    void listsAreByTheStartAndFilteredByIdentityAndTags() {
        Api own = crud.stranger();
        Masquerade there = new Masquerade(own);
        String identity = there.identity("Listed");
        there.experience(identity, "middle", "2020-06-01");
        there.experience(identity, "late", "2022-01-01");
        there.experience(identity, "early", "1999-12-31");
        there.experience(identity, "same-day", "2020-06-01");
        there.experience(there.identity("Somebody else"), "else", "2021-01-01");
        assertEquals("late same-day middle early", titles(own, "identity=" + identity));
        assertEquals("late else same-day middle early", titles(own, "tag=all"));
        assertEquals("same-day", titles(own, "tag=all&tag=same-day&identity=" + identity));
        assertEquals("", titles(own, "tag=else&identity=" + identity));
        StringBuilder paged = new StringBuilder();
        String cursor = "";
        for (int i = 0; i < 4; i++) {
            JsonNode page = own.get(EXPERIENCES + "?limit=1&identity=" + identity + cursor)
                    .expect(200)
                    .json();
            paged.append(page.at("/data/0/title").asText()).append(' ');
            cursor = "&cursor=" + page.path("nextCursor").asText();
        }
        assertEquals("late same-day middle early ", paged.toString());
    }

    private static String titles(Api api, String query) {
        StringBuilder titles = new StringBuilder();
        api.get(EXPERIENCES + "?" + query)
                .expect(200)
                .json()
                .path("data")
                .forEach(one -> titles.append(one.path("title").asText()).append(' '));
        return titles.toString().strip();
    }

    @Test
    void anExperienceEndsAndLastsAgainAndNeverEndsBeforeItBegan() {
        String path = EXPERIENCES + "/" + make.experience(make.identity("Ending"), "Ends", "2020-01-02");
        assertTrue(api.get(path).json().path("endDate").isNull());
        api.patch(path, "{\"endDate\": \"2020-01-02\"}", "\"1\"").expect(200);
        for (String change : new String[] {"{\"endDate\": \"2020-01-01\"}", "{\"startDate\": \"2020-01-03\"}"}) {
            assertEquals(
                    "/endDate",
                    api.patch(path, change, "*")
                            .expect(422)
                            .json()
                            .at("/errors/0/pointer")
                            .asText());
        }
        api.patch(path, "{\"title\": \"Still ends\"}", "\"2\"").expect(200);
        assertEquals("2020-01-02", api.get(path).json().path("endDate").asText());
        assertTrue(api.patch(path, "{\"endDate\": null, \"startDate\": \"2021-01-01\"}", "*")
                .expect(200)
                .json()
                .path("endDate")
                .isNull());
        api.patch(path, "{}", "\"1\"").expect(412);
    }

    @Test
    void aDeletedExperienceIsGoneUntilItIsRestored() {
        String identity = make.identity("Deleting");
        String path = EXPERIENCES + "/" + make.experience(identity, "gone", "2020-01-01");
        api.delete(path).expect(204);
        api.get(path).expect(404);
        assertEquals("", titles(api, "identity=" + identity));
        assertEquals("gone", titles(api, "active=false&identity=" + identity));
        api.post(path + "/restore", "").expect(200);
        assertEquals("gone", titles(api, "identity=" + identity));
    }
}
