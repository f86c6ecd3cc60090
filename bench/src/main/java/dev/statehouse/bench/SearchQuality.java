package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** How well searches rank by people's judgement, beside Lucene's BM25 on the same texts. */
final class SearchQuality implements Benchmark {

    // The same documents as other messages of other workspaces: what is theirs must neither be found nor counted.
    private static final int WORKSPACES = 4;
    private static final int ASKED = 1;
    private static final int APART = 100_000;
    private static final int BATCH = 100;

    @Override
    public String name() {
        return "search-quality";
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
        Cisi cisi = lab.inputs().cisi();
        Table table = new Table(
                "Ranking of CISI's %,d documents by its %d judged questions"
                        .formatted(cisi.documents().size(), cisi.questions().size()),
                "ranking",
                "nDCG@10",
                "recall@100",
                "answers that say they are complete");
        try (TestDatabase database = TestDatabase.anew(lab.servers().servers(), "bench_search_quality");
                LuceneRanking lucene = new LuceneRanking(cisi.documents());
                LocalVectors vectors = new LocalVectors()) {
            load(database, cisi);
            Progress.say("search-quality: embedding");
            vectors.fill(database, Cards.workspaceId(ASKED));
            try (Connection connection = database.connect("statehouse_app", true)) {
                WordSearch words = new WordSearch(connection);
                for (String mode : List.of("text", "semantic", "hybrid")) {
                    row(table, new ModeRanking(mode, words, vectors, Cards.workspaceId(ASKED), ASKED * APART), cisi);
                }
                row(table, lucene, cisi);
            }
        }
        table.print();
    }

    private static void load(TestDatabase database, Cisi cisi) throws SQLException {
        Progress.say("search-quality: loading " + WORKSPACES * cisi.documents().size() + " messages");
        database.migrate();
        List<String> texts = new ArrayList<>(cisi.documents().values());
        try (Messages messages = new Messages(database)) {
            messages.workspaces(WORKSPACES);
            for (int workspace = 0; workspace < WORKSPACES; workspace++) {
                for (int from = 0; from < texts.size(); from += BATCH) {
                    messages.write(
                            Cards.workspaceId(workspace),
                            workspace * APART + from + 1,
                            from,
                            texts.subList(from, Math.min(from + BATCH, texts.size())));
                }
            }
            messages.weigh();
            messages.sql("ANALYZE messages; ANALYZE chunks");
        }
    }

    private static void row(Table table, Ranking ranking, Cisi cisi) throws Exception {
        Progress.say("search-quality: " + ranking.name());
        RankingQuality quality = RankingQuality.of(ranking, cisi);
        table.row(
                ranking.name(),
                "%.3f".formatted(quality.ndcg()),
                "%.3f".formatted(quality.recall()),
                "%d of %d".formatted(quality.complete(), quality.questions()));
    }
}
