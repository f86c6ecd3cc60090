package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.localstack.FaultStack.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Ada Lovelace is a programmer to some, a writer to others, and to a few she is both: what a product of masks does all day. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaskStoryTest {

    private FaultStack stack;
    private String key;
    private String strangersKey;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        stack = FaultStack.start();
        key = stack.workspace("masks");
        strangersKey = stack.workspace("strangers");
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        stack.close();
    }

    private String made(String path, String body) throws IOException, InterruptedException {
        return stack.send("POST", path, key, body).expect(201).json().path("id").asText();
    }

    private Answer get(String path) throws IOException, InterruptedException {
        return stack.send("GET", path, key, null);
    }

    private Answer patch(String path, String body, String ifMatch) throws IOException, InterruptedException {
        return stack.send("PATCH", path, key, body, "if-match", ifMatch);
    }

    private String experience(String ada, String organisation, String title, String start, String more)
            throws IOException, InterruptedException {
        return made("/v1/experiences", """
                {"identityId": "%s", "organisation": "%s", "title": "%s", "startDate": "%s"%s}
                """.formatted(ada, organisation, title, start, more));
    }

    private String skill(String ada, String name, String category) throws IOException, InterruptedException {
        return made("/v1/skills", """
                {"identityId": "%s", "name": "%s", "category": "%s", "level": "expert"}
                """.formatted(ada, name, category));
    }

    /** What a mask shows, in its order. */
    private String shown(String slug) throws IOException, InterruptedException {
        JsonNode mask = get("/v1/profiles/" + slug).expect(200).json();
        List<String> names = new ArrayList<>();
        mask.path("experiences").forEach(one -> names.add(one.path("title").asText()));
        mask.path("skills").forEach(one -> names.add(one.path("name").asText()));
        return String.join(", ", names);
    }

    @Test
    void oneIdentityThreeMasks() throws IOException, InterruptedException {
        // She has done this and that, and is good at one thing and another.
        String ada = made("/v1/identities", "{\"name\": \"Ada Lovelace\"}");
        String notes = experience(
                ada,
                "Taylor's Memoirs",
                "Translator",
                "1842-10-01",
                ", \"endDate\": \"1843-08-31\", \"tags\": [\"writing\"]");
        String engine =
                experience(ada, "Analytical Engine", "Programmer", "1843-01-01", ", \"tags\": [\"mathematics\"]");
        String races = experience(ada, "The turf", "Gambler", "1845-05-01", "");
        String algorithms = skill(ada, "Algorithms", "mathematics");
        String french = skill(ada, "French", "languages");

        // Three masks show her to three kinds of people; one experience is nobody's business but her own.
        made("/v1/profiles", mask(ada, "ada-programmer", "Programmer", List.of(engine), List.of(algorithms)));
        String writer = made("/v1/profiles", mask(ada, "ada-writer", "Writer", List.of(notes), List.of(french)));
        made("/v1/profiles", mask(ada, "ada", "Both", List.of(engine, notes), List.of(french, algorithms)));
        assertEquals("Programmer, Algorithms", shown("ada-programmer"));
        assertEquals("Translator, French", shown("ada-writer"));
        assertEquals("Programmer, Translator, French, Algorithms", shown("ada"));
        assertFalse(get("/v1/profiles/ada").body().contains(races));
        assertEquals(3, get("/v1/profiles?identity=" + ada).json().path("data").size());
        assertEquals(
                "Gambler",
                get("/v1/experiences?identity=" + ada)
                        .json()
                        .at("/data/0/title")
                        .asText());
        assertEquals(
                "French",
                get("/v1/skills?identity=" + ada + "&category=languages")
                        .json()
                        .at("/data/0/name")
                        .asText());

        // A mask can't borrow what is somebody else's.
        String charles = made("/v1/identities", "{\"name\": \"Charles Babbage\"}");
        String difference = experience(charles, "Difference Engine", "Inventor", "1822-06-14", "");
        Answer borrowed = stack.send(
                "POST", "/v1/profiles", key, mask(ada, "ada-inventor", "Inventor", List.of(difference), List.of()));
        assertEquals(
                "/maskSettings/experiences/0",
                borrowed.expect(422).json().at("/errors/0/pointer").asText());

        // The writer calls herself a translator now. Who reads the old link is led to the new one.
        Answer read = get("/v1/profiles/ada-writer").expect(200);
        patch("/v1/profiles/ada-writer", "{\"slug\": \"ada-translator\"}", read.header("etag"))
                .expect(200);
        Answer old = get("/v1/profiles/ada-writer").expect(308);
        assertEquals("/v1/profiles/ada-translator", old.header("location"));
        assertEquals(
                writer,
                get(old.header("location")).expect(200).json().path("id").asText());
        stack.send("POST", "/v1/profiles", key, mask(charles, "ada-writer", "Impostor", List.of(), List.of()))
                .expect(409);
        patch("/v1/profiles/ada-translator", "{\"slug\": \"ada-the-translator\"}", "*")
                .expect(200);
        assertEquals(
                "/v1/profiles/ada-the-translator",
                get("/v1/profiles/ada-writer").expect(308).header("location"));

        // Whoever has seen a mask is told when anything that it shows has changed, and only then.
        String seen = get("/v1/profiles/ada").header("etag");
        stack.send("GET", "/v1/profiles/ada", key, null, "if-none-match", seen).expect(304);
        patch("/v1/experiences/" + engine, "{\"title\": \"First programmer\"}", "*")
                .expect(200);
        Answer anew = stack.send("GET", "/v1/profiles/ada", key, null, "if-none-match", seen)
                .expect(200);
        assertNotEquals(seen, anew.header("etag"));

        // A deleted experience vanishes from every mask, and comes back to its place.
        stack.send("DELETE", "/v1/experiences/" + notes, key, null).expect(204);
        assertEquals("French", shown("ada-the-translator"));
        assertEquals("First programmer, French, Algorithms", shown("ada"));
        stack.send("POST", "/v1/experiences/" + notes + "/restore", key, "").expect(200);
        assertEquals("First programmer, Translator, French, Algorithms", shown("ada"));

        // A deleted mask is gone with all of its links, and they are kept for it until it is restored.
        stack.send("DELETE", "/v1/profiles/ada-the-translator", key, null).expect(204);
        for (String slug : List.of("ada-the-translator", "ada-translator", "ada-writer", writer)) {
            get("/v1/profiles/" + slug).expect(404);
        }
        assertEquals(
                "ada-the-translator",
                get("/v1/profiles?active=false").json().at("/data/0/slug").asText());
        stack.send("POST", "/v1/profiles/" + writer + "/restore", key, "").expect(200);
        assertEquals("Translator, French", shown("ada-the-translator"));
        get("/v1/profiles/ada-writer").expect(308);

        // Nobody else ever saw a thing of it.
        for (String path : List.of(
                "/v1/profiles/ada", "/v1/profiles/ada-writer", "/v1/identities/" + ada, "/v1/experiences/" + engine)) {
            stack.send("GET", path, strangersKey, null).expect(404);
        }
        for (String list : List.of("identities", "profiles", "experiences", "skills")) {
            JsonNode rows = stack.send("GET", "/v1/" + list, strangersKey, null)
                    .expect(200)
                    .json()
                    .path("data");
            assertEquals(0, rows.size(), list);
        }
    }

    private static String mask(
            String identity, String slug, String headline, List<String> experiences, List<String> skills) {
        return """
                {"identityId": "%s", "slug": "%s", "headline": "%s",
                 "maskSettings": {"experiences": %s, "skills": %s, "theme": "plain"}}
                """.formatted(identity, slug, headline, ids(experiences), ids(skills));
    }

    private static String ids(List<String> ids) {
        return ids.isEmpty() ? "[]" : "[\"" + String.join("\", \"", ids) + "\"]";
    }
}
