package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.localstack.FaultStack.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ada Lovelace is a programmer to some, a writer to others, and to a few she is both: what a product of masks does all day. */
@ExtendWith(SharedStack.class)
class MaskStoryTest {

    private Client masks;
    private Client stranger;

    @BeforeEach
    void begin(FaultStack stack) {
        masks = Client.ofWorkspace(stack, "masks");
        stranger = Client.ofWorkspace(stack, "strangers");
    }

    private String experience(String ada, String organisation, String title, String start, String more) {
        return masks.made("/v1/experiences", """
                {"identityId": "%s", "organisation": "%s", "title": "%s", "startDate": "%s"%s}
                """.formatted(ada, organisation, title, start, more));
    }

    private String skill(String ada, String name, String category) {
        return masks.made("/v1/skills", """
                {"identityId": "%s", "name": "%s", "category": "%s", "level": "expert"}
                """.formatted(ada, name, category));
    }

    /** What a mask shows, in its order. */
    private String shown(String slug) {
        Answer mask = masks.get("/v1/profiles/" + slug).expect(200);
        return mask.each("/experiences", "/title") + "; " + mask.each("/skills", "/name");
    }

    @Test
    void oneIdentityThreeMasks() {
        // She has done this and that, and is good at one thing and another.
        String ada = masks.made("/v1/identities", "{\"name\": \"Ada Lovelace\"}");
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
        masks.made("/v1/profiles", mask(ada, "ada-programmer", "Programmer", List.of(engine), List.of(algorithms)));
        String writer = masks.made("/v1/profiles", mask(ada, "ada-writer", "Writer", List.of(notes), List.of(french)));
        masks.made("/v1/profiles", mask(ada, "ada", "Both", List.of(engine, notes), List.of(french, algorithms)));
        assertEquals("Programmer; Algorithms", shown("ada-programmer"));
        assertEquals("Translator; French", shown("ada-writer"));
        assertEquals("Programmer, Translator; French, Algorithms", shown("ada"));
        assertFalse(masks.get("/v1/profiles/ada").body().contains(races));
        assertEquals(
                3, masks.get("/v1/profiles?identity=" + ada).json().path("data").size());
        assertEquals("Gambler", masks.get("/v1/experiences?identity=" + ada).text("/data/0/title"));
        assertEquals(
                "French",
                masks.get("/v1/skills?identity=" + ada + "&category=languages").text("/data/0/name"));

        // A mask can't borrow what is somebody else's.
        String charles = masks.made("/v1/identities", "{\"name\": \"Charles Babbage\"}");
        String difference = experience(charles, "Difference Engine", "Inventor", "1822-06-14", "");
        Answer borrowed =
                masks.post("/v1/profiles", mask(ada, "ada-inventor", "Inventor", List.of(difference), List.of()));
        assertEquals("/maskSettings/experiences/0", borrowed.expect(422).text("/errors/0/pointer"));

        // The writer calls herself a translator now. Who reads the old link is led to the new one.
        Answer read = masks.get("/v1/profiles/ada-writer").expect(200);
        masks.patch("/v1/profiles/ada-writer", "{\"slug\": \"ada-translator\"}", read.header("etag"))
                .expect(200);
        Answer old = masks.get("/v1/profiles/ada-writer").expect(308);
        assertEquals("/v1/profiles/ada-translator", old.header("location"));
        assertEquals(writer, masks.get(old.header("location")).expect(200).text("/id"));
        masks.post("/v1/profiles", mask(charles, "ada-writer", "Impostor", List.of(), List.of()))
                .expect(409);
        masks.patch("/v1/profiles/ada-translator", "{\"slug\": \"ada-the-translator\"}")
                .expect(200);
        assertEquals(
                "/v1/profiles/ada-the-translator",
                masks.get("/v1/profiles/ada-writer").expect(308).header("location"));

        // Whoever has seen a mask is told when anything that it shows has changed, and only then.
        String seen = masks.get("/v1/profiles/ada").header("etag");
        masks.get("/v1/profiles/ada", "if-none-match", seen).expect(304);
        masks.patch("/v1/experiences/" + engine, "{\"title\": \"First programmer\"}")
                .expect(200);
        Answer anew = masks.get("/v1/profiles/ada", "if-none-match", seen).expect(200);
        assertNotEquals(seen, anew.header("etag"));

        // A deleted experience vanishes from every mask, and comes back to its place.
        masks.delete("/v1/experiences/" + notes).expect(204);
        assertEquals("; French", shown("ada-the-translator"));
        assertEquals("First programmer; French, Algorithms", shown("ada"));
        masks.post("/v1/experiences/" + notes + "/restore", "").expect(200);
        assertEquals("First programmer, Translator; French, Algorithms", shown("ada"));

        // A deleted mask is gone with all of its links, and they are kept for it until it is restored.
        masks.delete("/v1/profiles/ada-the-translator").expect(204);
        for (String slug : List.of("ada-the-translator", "ada-translator", "ada-writer", writer)) {
            masks.get("/v1/profiles/" + slug).expect(404);
        }
        assertEquals(
                "ada-the-translator", masks.get("/v1/profiles?active=false").text("/data/0/slug"));
        masks.post("/v1/profiles/" + writer + "/restore", "").expect(200);
        assertEquals("Translator; French", shown("ada-the-translator"));
        masks.get("/v1/profiles/ada-writer").expect(308);

        // Nobody else ever saw a thing of it.
        for (String path : List.of(
                "/v1/profiles/ada", "/v1/profiles/ada-writer", "/v1/identities/" + ada, "/v1/experiences/" + engine)) {
            stranger.get(path).expect(404);
        }
        for (String list : List.of("identities", "profiles", "experiences", "skills")) {
            JsonNode rows = stranger.get("/v1/" + list).expect(200).json().path("data");
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
