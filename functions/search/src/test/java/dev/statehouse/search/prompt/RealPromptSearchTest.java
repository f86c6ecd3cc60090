package dev.statehouse.search.prompt;

import static dev.statehouse.search.Search.titles;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.search.Cards;
import dev.statehouse.search.Search;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches in the collection of prompts that people really use. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealPromptSearchTest {

    @Nullable
    private Search search;

    @BeforeAll
    void start() throws IOException {
        Path prompts = Path.of(System.getProperty("statehouse.data", ""), "prompts.csv");
        assumeTrue(Files.isReadable(prompts), "there is no " + prompts.getFileName() + " in the folder of real inputs");
        search = new Search();
        try (CSVParser rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(Files.newBufferedReader(prompts))) {
            search.cards()
                    .insert(rows.stream()
                            .map(row -> new Cards.Card(search.workspace(), row.get("act"), row.get("prompt")))
                            .toList());
        }
        search.database().asOwner("ANALYZE prompt_cards");
    }

    @AfterAll
    void stop() {
        if (search != null) {
            search.close();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    linux terminal                                                      | Linux Terminal              | all-words
                    which prompt helps me practice for a job interview as a developer?  | Job Interviewer             | any-word
                    someone to translate into english and improve my misspelt sentences | English Translator and Improver | any-word
                    explain a regular expression to me please                           | RegEx Generator             | any-word
                    linx termnal                                                        | Linux Terminal              | fuzzy
                    linx terminal                                                       | Linux Terminal              | any-word
                    javascrip console                                                   | JavaScript Console          | any-word
                    """)
    void findsFirst(String question, String title, String match) {
        JsonNode best = search().find(question).path("data").path(0);
        assertEquals(title, best.path("title").asText());
        assertEquals(match, best.path("match").asText());
    }

    @Test
    void aTemplateShowsWhereTheWordsOccur() {
        JsonNode highlights =
                search().find("linux terminal").path("data").path(0).path("highlights");
        assertEquals(
                "<mark>Linux</mark> <mark>Terminal</mark>",
                highlights.path("title").asText());
        assertTrue(highlights.path("template").asText().contains("<mark>linux</mark> <mark>terminal</mark>"));
    }

    @Test
    void anotherWorkspaceFindsNothing() {
        JsonNode answer = search().api(search().rows().workspace())
                .get(Search.path("linux terminal"))
                .expect(200)
                .json();
        assertEquals(List.of(), titles(answer));
    }

    private Search search() {
        return Objects.requireNonNull(search);
    }
}
