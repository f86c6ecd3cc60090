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
 * @param jobs in a queue at once; a multiple of 4,000
 * @param held for so long a snapshot is held
 */
record Size(int cards, int workspaces, int heavy, int rounds, Duration run, Duration warmUp, int jobs, Duration held) {

    static final Size FULL = new Size(
            1_000_000,
            1_000,
            100_000,
            5,
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            1_000_000,
            Duration.ofMinutes(10));

    /** To see that everything runs; its figures mean little. */
    static final Size QUICK =
            new Size(20_000, 20, 10_000, 3, Duration.ofSeconds(2), Duration.ofSeconds(3), 8_000, Duration.ofSeconds(5));

    /** The same with longer or shorter runs. */
    Size lasting(Duration each) {
        return new Size(cards, workspaces, heavy, rounds, each, warmUp, jobs, held);
    }

    /** The same with more or fewer jobs. */
    Size of(int count) {
        return new Size(cards, workspaces, heavy, rounds, run, warmUp, count, held);
    }

    /** The same with more or fewer rounds. */
    Size repeated(int times) {
        return new Size(cards, workspaces, heavy, times, run, warmUp, jobs, held);
    }

    /** The same with snapshots that are held for another time. */
    Size holding(Duration time) {
        return new Size(cards, workspaces, heavy, rounds, run, warmUp, jobs, time);
    }

    int total() {
        return cards + heavy;
    }
}
