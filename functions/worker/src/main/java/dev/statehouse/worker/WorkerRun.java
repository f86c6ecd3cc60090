package dev.statehouse.worker;

import java.util.EnumMap;
import java.util.Map;

/** Counts of a run. Thread-safe. */
final class WorkerRun {

    private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
    private int claimed;
    private int lapsed;
    private boolean emptied;

    /**
     * What a run did.
     *
     * @param claimed attempts that were begun, or given back unbegun
     * @param rerun of those, attempts after one whose lease ran out
     * @param released given back for lack of time
     * @param lost ends of attempts that came too late to count
     * @param emptied whether nothing was due any more at the end
     */
    record Counts(
            int claimed,
            int rerun,
            int completed,
            int retried,
            int dead,
            int cancelled,
            int released,
            int lost,
            boolean emptied) {}

    synchronized void claimed(boolean afterLapse) {
        claimed++;
        lapsed += afterLapse ? 1 : 0;
    }

    synchronized void ended(Outcome outcome) {
        outcomes.merge(outcome, 1, Integer::sum);
    }

    synchronized void emptied() {
        emptied = true;
    }

    synchronized Counts counts() {
        return new Counts(
                claimed,
                lapsed,
                of(Outcome.COMPLETED),
                of(Outcome.RETRIED),
                of(Outcome.DEAD),
                of(Outcome.CANCELLED),
                of(Outcome.RELEASED),
                of(Outcome.LOST),
                emptied);
    }

    private int of(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }
}
