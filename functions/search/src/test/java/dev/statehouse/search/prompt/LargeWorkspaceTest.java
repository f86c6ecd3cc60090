package dev.statehouse.search.prompt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.search.Crowd;
import dev.statehouse.search.Search;
import dev.statehouse.search.ServerLog;
import dev.statehouse.testing.Api;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workspace of 200,000 cards: which plans the request itself gets, and what it costs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeWorkspaceTest {

    private static final Logger LOG = LoggerFactory.getLogger(LargeWorkspaceTest.class);

    private Search search;
    private Api api;

    @BeforeAll
    void start() {
        search = new Search();
        Instant start = Instant.now();
        Crowd.load(search.database());
        LOG.info("205,000 cards were loaded in {}", Duration.between(start, Instant.now()));
        api = search.api(Crowd.LARGE);
    }

    @AfterAll
    void stop() {
        search.close();
    }

    @Test
    void aRareWordIsLookedUpInTheIndexOfWords() throws IOException {
        String plans = plansOf("seldom", 20);
        assertTrue(lookedUp("prompt_cards_by_words", plans), plans);
        assertFalse(plans.contains("Seq Scan on prompt_cards"), plans);
        assertEquals(20, rowsVisited(plans), plans);
    }

    @Test
    void aCommonWordIsLookedUpInTheIndexesOfWordsAndOfTitles() throws IOException {
        String plans = plansOf("commonplace", 20);
        assertTrue(lookedUp("prompt_cards_by_words", plans), plans);
        assertTrue(lookedUp("prompt_cards_by_title_words", plans), plans);
        assertFalse(plans.contains("Seq Scan on prompt_cards"), plans);
    }

    @Test
    void someOfTheWordsAreLookedUpInTheIndexOfWords() throws IOException {
        String plans = plansOf("which seldom commonplace astronaut", 20);
        assertTrue(lookedUp("prompt_cards_by_words", plans), plans);
        assertTrue(lookedUp("prompt_cards_by_title_trigrams", plans), plans);
        assertFalse(plans.contains("Seq Scan on prompt_cards"), plans);
    }

    @Test
    void aBoundedRankingSaysSoAndHasTheTitlesFirst() {
        JsonNode found = get("commonplace");
        assertFalse(found.path("complete").asBoolean());
        assertEquals("bounded", found.path("plan").asText());
        assertEquals(2000, found.path("scanned").asInt());
        found.path("data")
                .forEach(hit -> assertTrue(hit.path("title").asText().contains("Commonplace"), hit::toString));
        assertTrue(get("seldom").path("complete").asBoolean());
    }

    @Test
    void pagesOfABoundedRankingNeitherSkipNorRepeat() {
        Set<String> seen = new HashSet<>();
        String cursor = "";
        int cards = 0;
        for (int page = 0; page < 20; page++) {
            JsonNode found = api.get(Search.path("commonplace") + "&limit=100" + cursor)
                    .expect(200)
                    .json();
            found.path("data").forEach(hit -> seen.add(hit.path("id").asText()));
            cards += found.path("data").size();
            cursor = "&cursor=" + found.path("nextCursor").asText();
        }
        assertEquals(2000, cards);
        assertEquals(2000, seen.size());
    }

    @Test
    void timesAreReported() {
        for (String question : List.of(
                "seldom", "commonplace", "seldom commonplace", "which seldom commonplace astronaut", "comonplase")) {
            get(question);
            long[] micros = new long[40];
            for (int i = 0; i < micros.length; i++) {
                Instant start = Instant.now();
                get(question);
                micros[i] = Duration.between(start, Instant.now()).toNanos() / 1_000;
            }
            Arrays.sort(micros);
            LOG.info("'{}': p50 {} µs, p95 {} µs", question, micros[19], micros[37]);
            assertTrue(micros[19] < 1_000_000, "half of the searches for '" + question + "' took over a second");
        }
    }

    private JsonNode get(String question) {
        return api.get(Search.path(question)).expect(200).json();
    }

    private String plansOf(String question, int cards) throws IOException {
        return ServerLog.during(
                search.database(),
                this::reconnect,
                () -> assertEquals(cards, get(question).path("data").size()));
    }

    // The pooler learns of its sessions' end when it next looks at them.
    private void reconnect() {
        ServerLog.endSessions(search.database());
        LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        for (int attempt = 1; attempt < 10 && api.get(Search.path("seldom")).status() != 200; attempt++) {
            LOG.info("Attempt {} found an ended session", attempt);
        }
    }

    private static boolean lookedUp(String index, String plans) {
        return plans.contains("Bitmap Index Scan on " + index);
    }

    private static int rowsVisited(String plans) {
        return Pattern.compile("Bitmap Index Scan on prompt_cards_by_words .*\\(actual rows=(\\d+)")
                .matcher(plans)
                .results()
                .mapToInt(scan -> Integer.parseInt(scan.group(1)))
                .sum();
    }
}
