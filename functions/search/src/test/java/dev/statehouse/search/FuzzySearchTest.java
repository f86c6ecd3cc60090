package dev.statehouse.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Titles are found though they are spelled another way. */
class FuzzySearchTest {

    @Test
    void titlesAreFoundInSpiteOfTheirSpelling() {
        try (Search search = new Search()) {
            Texts texts = new Texts(search.database(), search.workspace());
            UUID owner = search.rows().member(search.workspace(), "editor");
            texts.knowledge("Kubernetes deployment", "pods", "{}", null);
            texts.knowledge("Gardening", "plants", "{}", null);
            texts.skill(texts.identity(), "Kubernetes", "tools");
            texts.message(texts.conversation(owner), 1, "Kubernetes");
            assertEquals(List.of("Kubernetes", "Kubernetes deployment"), sorted(search, "kubernets"));
            assertEquals(List.of("Kubernetes"), sorted(search, "kubernets&type=skill"));
            assertEquals(List.of(), sorted(search, "kubernets&threshold=1"));
            assertEquals(
                    List.of(),
                    Search.titles(search.api(search.rows().workspace())
                            .get("/v1/search?mode=fuzzy&q=kubernets")
                            .expect(200)
                            .json()));
        }
    }

    private static List<String> sorted(Search search, String question) {
        return Search.titles(search.api()
                        .get("/v1/search?mode=fuzzy&q=" + question)
                        .expect(200)
                        .json())
                .stream()
                .sorted()
                .toList();
    }
}
