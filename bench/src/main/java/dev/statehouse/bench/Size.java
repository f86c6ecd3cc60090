package dev.statehouse.bench;

import java.time.Duration;

/**
 * How much is loaded and how long is measured.
 *
 * @param cards in ordinary workspaces, evenly
 * @param heavy cards of one more workspace, far larger than the others
 * @param rounds alternating runs of each contender; medians are over these
 * @param run of one contender in one round
 * @param warmUp of each contender before its first round
 */
record Size(int cards, int workspaces, int heavy, int rounds, Duration run, Duration warmUp) {

    static final Size FULL = new Size(1_000_000, 1_000, 100_000, 5, Duration.ofSeconds(5), Duration.ofSeconds(15));

    /** To see that everything runs; its figures mean little. */
    static final Size QUICK = new Size(20_000, 20, 10_000, 3, Duration.ofSeconds(2), Duration.ofSeconds(3));

    /** The same with longer or shorter runs. */
    Size lasting(Duration each) {
        return new Size(cards, workspaces, heavy, rounds, each, warmUp);
    }

    int total() {
        return cards + heavy;
    }
}
