package dev.statehouse.bench;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sizes of workspaces by Zipf's law: the one of rank r has the largest one's size divided by r to the power of the exponent.
 *
 * @param all by rank, the largest first
 */
record ZipfSizes(double exponent, List<Integer> all) {

    private static final int STEPS = 50;
    private static final int ENOUGH = 10;

    /** Of a largest and a least size, with the exponent by which their sum comes near a total. */
    static ZipfSizes of(int total, int largest, int least) {
        double low = 0.5;
        double high = 5;
        for (int i = 0; i < STEPS; i++) {
            double middle = (low + high) / 2;
            if (sizes(middle, largest, least).mapToLong(size -> size).sum() > total) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new ZipfSizes(high, sizes(high, largest, least).boxed().toList());
    }

    private static IntStream sizes(double exponent, int largest, int least) {
        return IntStream.iterate(1, rank -> rank + 1)
                .map(rank -> (int) (largest / Math.pow(rank, exponent)))
                .takeWhile(size -> size >= least);
    }

    int total() {
        return all.stream().mapToInt(size -> size).sum();
    }

    /** Ranks, from 0, of some whose size is within a tenth of this, or of the nearest. */
    List<Integer> near(int size) {
        List<Integer> nearest = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingInt(rank -> Math.abs(all.get(rank) - size)))
                .limit(ENOUGH)
                .toList();
        List<Integer> near = nearest.stream()
                .filter(rank -> Math.abs(all.get(rank) - size) * 10 <= size)
                .toList();
        return near.isEmpty() ? nearest.subList(0, 1) : near;
    }
}
