package dev.statehouse.bench;

import dev.statehouse.bench.Ranking.Ranked;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How good a ranking is by people's judgement: means over all questions. */
record RankingQuality(double ndcg, double recall, int questions, int complete) {

    private static final int FIRST = 10;

    static RankingQuality of(Ranking ranking, Cisi cisi) throws Exception {
        double ndcg = 0;
        double recall = 0;
        int complete = 0;
        int questions = cisi.questions().size();
        for (Map.Entry<Integer, String> question : cisi.questions().entrySet()) {
            Ranked ranked = ranking.rank(question.getValue());
            if (!cisi.documents().keySet().containsAll(ranked.documents())) {
                throw new IllegalStateException(ranking.name() + " found what is not in the collection");
            }
            Set<Integer> relevant = cisi.relevant().getOrDefault(question.getKey(), Set.of());
            ndcg += ndcg(ranked.documents(), relevant);
            recall += recall(ranked.documents(), relevant);
            complete += ranked.complete() ? 1 : 0;
        }
        return new RankingQuality(ndcg / questions, recall / questions, questions, complete);
    }

    /** Normalised discounted cumulative gain of the first ten: binary gains, discounted by the logarithm of the place. */
    static double ndcg(List<Integer> documents, Set<Integer> relevant) {
        double gain = 0;
        double ideal = 0;
        for (int i = 0; i < FIRST; i++) {
            double discount = Math.log(2) / Math.log(i + 2);
            gain += i < documents.size() && relevant.contains(documents.get(i)) ? discount : 0;
            ideal += i < relevant.size() ? discount : 0;
        }
        return gain / ideal;
    }

    /** The part of what is relevant that is among the documents. */
    static double recall(List<Integer> documents, Set<Integer> relevant) {
        return (double) documents.stream().filter(relevant::contains).count() / relevant.size();
    }
}
