package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Search in workspaces of all sizes, by words, by meaning and by both: what writing costs for it, how long it takes, and whether it finds
 * the best there is, beside plain SQL under row security.
 */
final class Searches implements Benchmark {

    private static final int LEAST = 100;
    private static final int[] SIZES = {10_000, 1_000, LEAST};
    private static final int SHORT = 200;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        if (!lab.inputs().suffice(this)) {
            return;
        }
        ZipfSizes sizes = ZipfSizes.of(lab.size().cards(), lab.size().cards() / 5, LEAST);
        try (TestDatabase database = TestDatabase.anew(lab.servers().servers(), "bench_search")) {
            new SearchData(database, sizes, new Prose(lab.inputs())).load();
            Progress.say("search: making the table of plain SQL");
            PlainSearch.make(database);
            measure(lab, database, questions(lab, database, sizes));
            try (MeaningData meanings = new MeaningData(database)) {
                meanings.load(lab.inputs().cisi());
            }
            measureMeanings(lab, database, sizes);
        }
    }

    /** By kind, and of each kind in the largest workspaces first. */
    private static List<SearchQuestions> questions(Lab lab, TestDatabase database, ZipfSizes sizes)
            throws SQLException {
        List<String> sentences = lab.inputs().cisi().questions().values().stream()
                .filter(question -> question.length() <= SHORT)
                .toList();
        int largest = sizes.all().getFirst();
        List<List<SearchQuestions>> bySize = new ArrayList<>();
        bySize.add(SearchQuestions.of(database, List.of(0), sentences));
        for (int size : IntStream.of(SIZES).filter(size -> size < largest).toArray()) {
            bySize.add(SearchQuestions.of(database, sizes.near(size), sentences));
        }
        return IntStream.range(0, bySize.getFirst().size())
                .boxed()
                .flatMap(kind -> bySize.stream().map(kinds -> kinds.get(kind)))
                .toList();
    }

    private static Worker process(Lab lab, TestDatabase database) {
        Map<String, String> environment = new HashMap<>(lab.servers().environment());
        environment.put("DATABASE_NAME", database.name());
        return Worker.start("search", SearchProcess.class, environment);
    }

    private static void measureMeanings(Lab lab, TestDatabase database, ZipfSizes sizes) throws SQLException {
        try (Worker process = process(lab, database)) {
            new Meanings(lab, database, process).measure(sizes, lab.inputs().cisi());
        }
    }

    private static void measure(Lab lab, TestDatabase database, List<SearchQuestions> all) throws SQLException {
        try (Worker process = process(lab, database);
                Connection connection = database.connect("statehouse_app", true);
                ExactSearch truth = new ExactSearch(database)) {
            SearchTable table = new SearchTable(
                    lab,
                    process,
                    "Search by words, 20 pieces a page, beside plain SQL (tsvector, ts_rank, all words required) under row security");
            for (SearchQuestions questions : all) {
                table.measure(
                        questions,
                        Exactness.of(new WordSearch(connection), truth, questions),
                        Exactness.found(new PlainSearch(connection), questions));
            }
            table.print();
        }
    }
}
