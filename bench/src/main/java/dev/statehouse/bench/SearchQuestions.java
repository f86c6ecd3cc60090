package dev.statehouse.bench;

import dev.statehouse.bench.SearchWords.Picked;
import dev.statehouse.testing.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Questions of one kind in workspaces of about one size.
 *
 * @param kind what the questions have in common
 * @param pieces of a workspace, in the mean
 */
record SearchQuestions(String kind, int pieces, List<Asked> all) {

    private static final int RARE = 200;
    private static final int COMMON = 3;
    private static final double COMMON_SHARE = 0.4;

    /** Of each kind those in workspaces of the given ranks, which are of about one size. */
    static List<SearchQuestions> of(TestDatabase database, List<Integer> ranks, List<String> sentences)
            throws SQLException {
        List<Asked> rare = new ArrayList<>();
        List<Asked> common = new ArrayList<>();
        List<Asked> natural = new ArrayList<>();
        int pieces = 0;
        double share = 0;
        for (int rank : ranks) {
            UUID workspace = SearchData.workspace(rank);
            Progress.say("search: words of workspace " + rank);
            try (SearchWords words = new SearchWords(database, workspace)) {
                for (Picked each : words.rare(RARE / ranks.size())) {
                    rare.add(new Asked(workspace, each.question()));
                }
                for (Picked each : words.common(COMMON_SHARE, COMMON)) {
                    common.add(new Asked(workspace, each.question()));
                    share += (double) each.pieces() / words.pieces();
                }
                pieces += words.pieces();
            }
            sentences.forEach(sentence -> natural.add(new Asked(workspace, sentence)));
        }
        int each = pieces / ranks.size();
        return List.of(
                new SearchQuestions("two rare words, in at most 0.1 % of the pieces or in one", each, rare),
                new SearchQuestions(
                        "a word in %.0f %% of the pieces".formatted(100 * share / common.size()), each, common),
                new SearchQuestions("a short question of CISI", each, natural));
    }

    /** As files of requests have them. */
    Requests requests(String name) {
        return new Requests(name, all.stream().map(Asked::get).toList());
    }
}
