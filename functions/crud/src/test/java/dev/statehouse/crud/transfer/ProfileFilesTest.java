package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Identities, profiles, experiences and skills as files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProfileFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Crud crud;

    @BeforeAll
    void start() {
        crud = new Crud();
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static Api.Answer load(Api api, String noun, String lines) {
        return api.sendBytes(
                "POST",
                "/v1/" + noun + "-imports",
                Map.of("content-type", "application/x-ndjson"),
                lines.getBytes(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> rows(Api api, String noun) {
        List<JsonNode> rows = new ArrayList<>();
        for (String line :
                api.get("/v1/" + noun + "-exports").expect(200).body().split("\n", -1)) {
            if (!line.isEmpty()) {
                try {
                    rows.add(JSON.readTree(line));
                } catch (IOException noJson) {
                    throw new AssertionError(line, noJson);
                }
            }
        }
        return rows;
    }

    private static String lines(int count, String line) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> line.replace("#", String.valueOf(n)))
                .collect(Collectors.joining("\n"));
    }

    private static List<String> texts(List<JsonNode> rows, String field) {
        return rows.stream().map(row -> row.path(field).asText()).toList();
    }

    private static String identity(Api api) {
        return load(api, "identity", "{\"name\": \"Imported\"}")
                .expect(201)
                .json()
                .at("/rows/0/id")
                .asText();
    }

    private static String places(Api.Answer refused) {
        List<String> places = new ArrayList<>();
        refused.expect(422)
                .json()
                .path("errors")
                .forEach(error -> places.add(
                        error.path("row").asInt() + " " + error.path("pointer").asText()));
        return places.toString();
    }

    @Test
    void whatGoesInComesOutAndGoesInAgain() {
        Api api = crud.stranger();
        String identity = identity(api);
        String own = "{\"identityId\": \"" + identity + "\", ";
        load(
                        api,
                        "experience",
                        lines(
                                60,
                                own + "\"organisation\": \"O\", \"title\": \"T#\", \"startDate\": \"2000-01-01\","
                                        + " \"endDate\": \"2020-02-29\", \"tags\": [\"a\", \"b, c\"]}"))
                .expect(201);
        load(
                        api,
                        "skill",
                        lines(
                                60,
                                own
                                        + "\"name\": \"S#\", \"category\": \"C\", \"level\": \"l\", \"keywords\": [\"k\"]}"))
                .expect(201);
        List<JsonNode> experiences = rows(api, "experience");
        assertEquals(60, experiences.size());
        assertEquals("T60", experiences.getFirst().path("title").asText());
        assertEquals("2020-02-29", experiences.getFirst().path("endDate").asText());
        assertEquals(60, rows(api, "skill").size());
        for (String noun : new String[] {"identity", "experience", "skill"}) {
            int before = rows(api, noun).size();
            String exported = api.get("/v1/" + noun + "-exports").expect(200).body();
            load(api, noun, exported).expect(201);
            assertEquals(2 * before, rows(api, noun).size(), noun);
        }
    }

    @Test
    void profilesComeOutWithoutWhatWasDeletedAndGoInAgainUnderTheirSlugs() {
        Api api = crud.stranger();
        String identity = identity(api);
        load(
                        api,
                        "experience",
                        lines(
                                3,
                                "{\"identityId\": \"" + identity
                                        + "\", \"organisation\": \"O\", \"title\": \"T#\", \"startDate\": \"2000-01-0#\"}"))
                .expect(201);
        List<String> shown = texts(rows(api, "experience"), "id");
        load(api, "profile", lines(60, """
                        {"identityId": "%s", "slug": "p-#", "headline": "H", "isActive": false, \
                        "maskSettings": {"ratio": 1.10, "experiences": ["%s", "%s"]}}""".formatted(identity, shown.get(2), shown.get(0))))
                .expect(201);
        api.delete("/v1/experiences/" + shown.get(2)).expect(204);
        String exported = api.get("/v1/profile-exports").expect(200).body();
        assertTrue(exported.contains("1.10"), "numbers keep their digits");
        JsonNode newest = rows(api, "profile").getFirst();
        assertEquals(
                "[\"" + shown.get(0) + "\"]",
                newest.at("/maskSettings/experiences").toString());
        assertEquals("p-60", newest.path("slug").asText());
        assertEquals("false", newest.path("isActive").asText());
        // In the same workspace its slugs are taken by themselves.
        assertTrue(places(load(api, "profile", exported)).startsWith("[1 /slug, 2 /slug"));
        load(api, "profile", exported.replace("\"p-", "\"q-")).expect(201);
        assertEquals(120, rows(api, "profile").size());
    }

    @Test
    void whatIsWrongIsNamedByItsRowAndNothingIsWritten() {
        Api api = crud.api();
        String identity = identity(api);
        String own = "{\"identityId\": \"" + identity + "\", ";
        String taken = api.post("/v1/profiles", own + "\"slug\": \"old-slug\", \"headline\": \"x\"}")
                .expect(201)
                .header("location");
        api.patch(taken, "{\"slug\": \"new-slug\"}", "*").expect(200);
        String before = crud.state();
        String nobody = "{\"identityId\": \"" + crud.workspace() + "\", ";
        assertEquals(
                "[2 /maskSettings/skills/0, 3 /identityId, 5 /slug]",
                places(load(
                        api,
                        "profile",
                        String.join(
                                "\n",
                                own + "\"slug\": \"a\", \"headline\": \"x\"}",
                                own + "\"slug\": \"b\", \"headline\": \"x\", \"maskSettings\": {\"skills\": [\""
                                        + identity + "\"]}}",
                                nobody + "\"slug\": \"c\", \"headline\": \"x\"}",
                                "",
                                own + "\"slug\": \"old-slug\", \"headline\": \"x\"}"))));
        assertEquals(
                "[1 /endDate, 2 /startDate, 3 /identityId]",
                places(
                        load(
                                api,
                                "experience",
                                String.join(
                                        "\n",
                                        own
                                                + "\"organisation\": \"x\", \"title\": \"x\", \"startDate\": \"2020-01-02\", \"endDate\": \"2020-01-01\"}",
                                        own
                                                + "\"organisation\": \"x\", \"title\": \"x\", \"startDate\": \"2020-02-30\"}",
                                        nobody
                                                + "\"organisation\": \"x\", \"title\": \"x\", \"startDate\": \"2020-01-02\"}"))));
        assertEquals("[1 /identityId]", places(load(api, "skill", nobody + "\"name\": \"x\", \"category\": \"x\"}")));
        assertEquals(before, crud.state());
    }

    @Test
    void filesAreForWhoMayWriteAndOfTheOwnWorkspace() {
        identity(crud.api());
        Api viewer = crud.api().as(TestCaller.of(crud.workspace(), "viewer"));
        load(viewer, "identity", "{\"name\": \"x\"}").expect(403);
        viewer.get("/v1/identity-exports").expect(200);
        assertEquals("", crud.stranger().get("/v1/identity-exports").expect(200).body());
    }
}
