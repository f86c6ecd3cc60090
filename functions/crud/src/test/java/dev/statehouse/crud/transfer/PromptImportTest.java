package dev.statehouse.crud.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.crud.Crud;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PromptImportTest {

    private Crud crud;
    private Api api;

    @BeforeAll
    void start() {
        crud = new Crud();
    }

    @BeforeEach
    void enterAnEmptyWorkspace() {
        api = new Api(crud.function(), TestCaller.of(crud.rows().workspace(), "editor"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    @Test
    void everyColumnFindsItsField() {
        String project = api.post("/v1/projects", "{\"slug\": \"care\", \"name\": \"Care\"}")
                .expect(201)
                .json()
                .path("id")
                .asText();
        TransferCalls.importCsv(
                        api,
                        "\uFEFFslug,title,tags,metadata,project,template,system_prompt,variables,change_notes,Team,empty\r\n"
                                + "reply,\"A \"\"quoted\"\",\ntitle\",\"a, b\",\"{\"\"n\"\": 1.10}\",care,Dear {{name}}! ${x},Be kind.,"
                                + "\"[{\"\"name\"\": \"\"name\"\", \"\"type\"\": \"\"string\"\"}]\",first,Blue,\r\n")
                .expect(201);
        JsonNode card = only();
        assertEquals("A \"quoted\",\ntitle", card.path("title").asText());
        assertEquals("reply", card.path("slug").asText());
        assertEquals("[\"a\",\"b\"]", card.path("tags").toString());
        assertEquals(project, card.path("projectId").asText());
        assertEquals("Blue", card.path("metadata").path("Team").asText());
        assertEquals(2, card.path("metadata").size(), "an empty cell is no value");
        JsonNode version = api.get("/v1/prompt-cards/" + card.path("id").asText() + "/versions/1")
                .expect(200)
                .json();
        assertEquals("Dear {{name}}! ${x}", version.path("template").asText());
        assertEquals("Be kind.", version.path("systemPrompt").asText());
        assertEquals("first", version.path("changeNotes").asText());
    }

    @Test
    void columnsOfOtherNamesAreSaidInTheRequest() {
        String file = "Name,Text\na,{{x}} of {{y}}\n";
        api.send(
                        "POST",
                        "/v1/prompt-imports?columns=Name:title,Text:template",
                        Map.of("content-type", "text/csv"),
                        file)
                .expect(201);
        assertEquals(2, only().path("variables").size());
        assertEquals(
                "title",
                errors(TransferCalls.importCsv(api, file).expect(422))
                        .path(0)
                        .path("field")
                        .asText());
        api.send("POST", "/v1/prompt-imports?columns=Name:owner", Map.of("content-type", "text/csv"), file)
                .expect(400);
    }

    @Test
    void oneBadRowKeepsAllOthersOut() {
        StringBuilder file = new StringBuilder("title,template\n");
        for (int row = 1; row <= 1200; row++) {
            file.append(row == 1017 ? "" : "Card " + row).append(",text\n");
        }
        Api.Answer refused = TransferCalls.importCsv(api, file.toString()).expect(422);
        assertEquals(1, errors(refused).size());
        assertError(refused, 0, 1017, "title", "must not be blank");
        assertEquals(0, TransferCalls.cards(api));
        TransferCalls.importCsv(api, file.toString().replace("\n,text", "\nCard,text"))
                .expect(201);
    }

    @Test
    void eachFaultNamesItsRowAndColumn() {
        api.post("/v1/prompt-cards", "{\"title\": \"Taken\"}").expect(201);
        Api.Answer refused = TransferCalls.importCsv(api, """
                        title,slug,prompt,variables,metadata,visibility,project,tags
                        a,taken,,,,,,
                        b,twice,,,,,,
                        c,twice,,,,,,
                        d,Not A Slug,,,,,,
                        e,,text,not json,,,,
                        f,,{{x}},[],,,,
                        g,,,,[],,,
                        h,,,,,private,,
                        i,,,,,,nowhere,
                        j,,{{> nobody}},,,,,
                        k,,,,,
                        l,,,"[{""name"":""x"",""type"":""string""}]",,,,
                        m,0198c5a2-0000-7000-8000-000000000000,,,,,,
                        n\0,,,,,,,
                        o,,,,,,,[1]
                        p,,text,"[{""name"":""x"",""type"":""text""}]",,,,
                        """).expect(422);
        Object[][] expected = {
            {3, "slug", "row 2 has this slug already"},
            {4, "slug", "lower-case"},
            {5, "variables", "not valid JSON"},
            {6, "prompt", "'x' is not declared"},
            {7, "metadata", "must be a JSON object"},
            {8, "visibility", "acts for no person"},
            {9, "project", "no such project"},
            {11, "", "the row has 6 cells and the header 8"},
            {12, "prompt", "a version needs a template"},
            {13, "slug", "may not look like an id"},
            {14, "title", "NUL"},
            {15, "tags", "at /0: expected a text"},
            {16, "variables", "must be string, number"},
            {1, "slug", "this slug is taken"},
            {10, "prompt", "there is no prompt 'nobody'"},
        };
        assertEquals(expected.length, errors(refused).size(), refused.body());
        for (int i = 0; i < expected.length; i++) {
            assertError(refused, i, (int) expected[i][0], (String) expected[i][1], (String) expected[i][2]);
        }
        assertEquals(1, TransferCalls.cards(api), "the one that was there");
    }

    @Test
    void aHundredErrorsAreListedAndAllCounted() {
        Api.Answer refused = TransferCalls.importCsv(api, "title,template\n" + ",x\n".repeat(250))
                .expect(422);
        assertEquals(100, errors(refused).size());
        assertTrue(refused.json().path("detail").asText().contains("250 errors"), refused.body());
    }

    @Test
    void sameTitlesGetSlugsOfTheirOwn() {
        api.post("/v1/prompt-cards", "{\"title\": \"Same\"}").expect(201);
        JsonNode cards = TransferCalls.importCsv(api, "title,slug\nSame,\nSame,\nOther,mine\n")
                .expect(201)
                .json()
                .path("cards");
        List<String> slugs = new ArrayList<>();
        cards.forEach(card -> slugs.add(card.path("slug").asText()));
        assertEquals(3, slugs.stream().distinct().count());
        assertTrue(slugs.get(0).startsWith("same-") && slugs.get(1).startsWith("same-"), slugs.toString());
        assertEquals("mine", slugs.get(2));
        assertEquals(2, cards.path(1).path("row").asInt());
    }

    @Test
    void rowsMayIncludeEachOtherButNotInACircle() {
        JsonNode cards = TransferCalls.importCsv(api, "slug,title,template\na,A,<{{> b@latest}}>\nb,B,inner\n")
                .expect(201)
                .json();
        assertEquals(2, cards.path("imported").asInt());
        assertEquals(
                "<inner>",
                api.get("/v1/prompts/a?label=latest")
                        .expect(200)
                        .json()
                        .path("template")
                        .asText());

        Api.Answer circle = TransferCalls.importCsv(
                        api, "slug,title,template\nc,C,{{> d@latest}}\nd,D,{{> e@latest}}\ne,E,{{> c@latest}}\n")
                .expect(422);
        assertTrue(circle.body().contains("lead back"), circle.body());
        assertEquals(2, TransferCalls.cards(api));
    }

    @Test
    void theSameKeyImportsOnce() {
        Map<String, String> headers = Map.of("content-type", "text/csv", "idempotency-key", "import-1");
        Api.Answer first =
                api.send("POST", "/v1/prompt-imports", headers, "title\none\n").expect(201);
        Api.Answer again =
                api.send("POST", "/v1/prompt-imports", headers, "title\none\n").expect(201);
        assertEquals(first.body(), again.body());
        assertEquals("true", again.header("idempotency-replayed"));
        assertEquals(1, TransferCalls.cards(api));
        api.send("POST", "/v1/prompt-imports", headers, "title\ntwo\n").expect(422);
    }

    @Test
    void linesAreAsStrictAsTheApi() {
        Api.Answer refused = TransferCalls.importLines(api, """
                        {"title": "ok", "id": "ignored", "revision": 7, "version": {"template": "x", "number": 3}}

                        {"title": 5}
                        {"title": "a", "colour": "red"}
                        {"title": "a", "version": {"template": "x", "variables": [{"name": "1", "type": "string"}]}}
                        {"title": "\\u0000"}
                        {"title": "\\ud800"}
                        [1]
                        {"title": "a"} {"title": "b"}
                        null
                        {"title": "a", "title": "b"}
                        {"title": "a", "metadata": {"n": NaN}}
                        """).expect(422);
        List<String> found = new ArrayList<>();
        errors(refused)
                .forEach(error -> found.add(
                        error.path("row").asInt() + error.path("pointer").asText()));
        assertEquals(
                List.of(
                        "3/title",
                        "4/colour",
                        "5/version/variables/0/name",
                        "6/title",
                        "7/title",
                        "8",
                        "9",
                        "10",
                        "11",
                        "12/metadata"),
                found,
                refused.body());
        assertEquals(0, TransferCalls.cards(api));
    }

    @Test
    void whatIsNoFileIsSaidSo() {
        byte[] latin1 = "title\nok\nfa\u00e7ade\n".getBytes(StandardCharsets.ISO_8859_1);
        assertError(TransferCalls.importCsv(api, latin1).expect(400), 0, 2, "", "not UTF-8");
        assertError(TransferCalls.importCsv(api, "title\na\n\"b\n").expect(422), 0, 2, "", "quoted cell has no end");
        assertError(TransferCalls.importCsv(api, "title\n\"b\"c\n").expect(422), 0, 1, "", "quoted cell");
        TransferCalls.importCsv(api, "").expect(400);
        TransferCalls.importCsv(api, "\n").expect(422);
        TransferCalls.importCsv(api, "title,title\na,b\n").expect(422);
        TransferCalls.importCsv(api, "template\na\n").expect(422);
        assertEquals(
                0,
                TransferCalls.importCsv(api, "title\r\n")
                        .expect(201)
                        .json()
                        .path("imported")
                        .asInt());
        api.send("POST", "/v1/prompt-imports", Map.of("content-type", "application/xml"), "<a/>")
                .expect(415);
        new Api(crud.function(), TestCaller.of(crud.workspace(), "viewer"))
                .send("POST", "/v1/prompt-imports", Map.of("content-type", "text/csv"), "title\na\n")
                .expect(403);
        TransferCalls.importCsv(api, "title\n" + "x\n".repeat(RowFile.MOST_ROWS + 1))
                .expect(413);
        Api.Answer number = TransferCalls.importLines(api, "{\"title\": \"a\", \"metadata\": {\"n\": 1e400000}}\n")
                .expect(422);
        assertError(number, 0, 1, "", "can't be stored");
        assertEquals("/metadata/n", errors(number).path(0).path("pointer").asText());
        assertEquals(0, TransferCalls.cards(api));
    }

    @Test
    void fourMegabytesAreTheLimitOfARequest() {
        byte[] largest = ofBytes(4 * 1024 * 1024);
        TransferCalls.importCsv(api, largest).expect(201);
        Api.Answer refused =
                TransferCalls.importCsv(api, ofBytes(4 * 1024 * 1024 + 1)).expect(413);
        assertTrue(refused.body().contains("/v1/uploads"), refused.body());
    }

    private static byte[] ofBytes(int bytes) {
        StringBuilder file = new StringBuilder("title,template\n");
        while (bytes - file.length() > 300_000) {
            file.append("Card,").append("word ".repeat(40_000)).append('\n');
        }
        file.append("Last,");
        file.append("x".repeat(bytes - file.length() - 1)).append('\n');
        return file.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private JsonNode only() {
        JsonNode data = api.get("/v1/prompt-cards").expect(200).json().path("data");
        assertEquals(1, data.size());
        return data.path(0);
    }

    private static JsonNode errors(Api.Answer answer) {
        return answer.json().path("errors");
    }

    private static void assertError(Api.Answer answer, int index, int row, String field, String detail) {
        JsonNode error = errors(answer).path(index);
        assertEquals(row, error.path("row").asInt(), answer.body());
        assertEquals(field, error.path("field").asText(), error.toString());
        assertTrue(error.path("detail").asText().contains(detail), error.toString());
    }
}
