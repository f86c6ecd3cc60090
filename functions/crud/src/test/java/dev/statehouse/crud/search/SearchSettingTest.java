package dev.statehouse.crud.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchSettingTest {

    private static final String SETTINGS = "/v1/search/settings";

    private Crud crud;
    private Api api;

    @BeforeEach
    void start() {
        crud = new Crud();
        api = new Api(crud.function(), TestCaller.of(crud.workspace(), "admin"));
    }

    @AfterEach
    void stop() {
        crud.close();
    }

    @Test
    void whatNobodyChangedIsAsItIsMeant() {
        Api.Answer shown = api.get(SETTINGS).expect(200);
        assertEquals("english", shown.json().path("language").asText());
        assertEquals("false", shown.json().path("logs").asText());
        assertEquals("false", shown.json().path("settling").asText());
        assertEquals("\"1\"", shown.header("etag"));
        assertTrue(shown.json().path("updatedAt").isNull()
                || shown.json().path("updatedAt").isMissingNode());
    }

    @Test
    void aChangeMovesTheTagAndIsAudited() {
        Api.Answer changed =
                api.patch(SETTINGS, "{\"language\": \"german\"}", "\"1\"").expect(200);
        assertEquals("\"2\"", changed.header("etag"));
        assertEquals("german", changed.json().path("language").asText());
        assertEquals("true", changed.json().path("settling").asText());
        api.patch(SETTINGS, "{\"logs\": true}", "\"1\"").expect(412);
        api.patch(SETTINGS, "{\"logs\": true}", "\"3\"").expect(412);
        JsonNode both =
                api.patch(SETTINGS, "{\"logs\": true}", "\"2\"").expect(200).json();
        assertEquals("german", both.path("language").asText());
        assertEquals("true", both.path("logs").asText());
        assertEquals(both, api.get(SETTINGS).expect(200).json());
        assertEquals(2, crud.count("SELECT count(*) FROM app.audit_entries WHERE relation = 'search_settings'"));
        assertEquals(1, crud.count("SELECT count(*) FROM app.jobs WHERE kind = 'search-settlement'"));
        assertEquals(
                1,
                crud.count("SELECT count(*) FROM app.search_spaces WHERE language = 'german' AND logs"
                        + " AND languages @> '{english,german}'"));
    }

    @Test
    void theFirstChangeMayBeOfAnyRevisionOrOfTheFirst() {
        api.patch(SETTINGS, "{\"logs\": true}", "\"2\"").expect(412);
        api.patch(SETTINGS, "{\"logs\": true}", "*").expect(200);
        assertEquals(0, crud.count("SELECT count(*) FROM app.jobs WHERE kind = 'search-settlement'"));
        api.patch(SETTINGS, "{\"logs\": false}", "*").expect(200);
        assertEquals(1, crud.count("SELECT count(*) FROM app.jobs WHERE kind = 'search-settlement'"));
    }

    @Test
    void aLanguageThatNobodyKnowsIsRefusedWithThoseThatAre() {
        JsonNode refused = api.patch(SETTINGS, "{\"language\": \"klingon\"}", "*")
                .expect(422)
                .json();
        assertEquals("/language", refused.at("/errors/0/pointer").asText());
        String message = refused.at("/errors/0").toString();
        assertTrue(message.contains("english, ") && message.contains("simple"), message);
        api.patch(SETTINGS, "{\"language\": \"pg_catalog.english\"}", "*").expect(422);
        api.patch(SETTINGS, "{\"language\": \"\"}", "*").expect(422);
        api.patch(SETTINGS, "{\"language\": 5}", "*").expect(400);
        api.patch(SETTINGS, "{\"idioma\": \"spanish\"}", "*").expect(400);
        api.send("PATCH", SETTINGS, Map.of("content-type", "application/json"), "{\"logs\": true}")
                .expect(428);
    }

    @Test
    void onlyAdminsChangeThemAndOnlyOfTheirWorkspace() {
        Api viewer = new Api(crud.function(), TestCaller.of(crud.workspace(), "viewer"));
        Api editor = new Api(crud.function(), TestCaller.of(crud.workspace(), "editor"));
        editor.patch(SETTINGS, "{\"logs\": true}", "*").expect(403);
        api.patch(SETTINGS, "{\"logs\": true}", "*").expect(200);
        assertEquals(
                "true", viewer.get(SETTINGS).expect(200).json().path("logs").asText());
        assertEquals(
                "false",
                crud.stranger().get(SETTINGS).expect(200).json().path("logs").asText());
    }
}
