package dev.statehouse.bench;

import java.util.Collection;
import java.util.function.ToDoubleFunction;

/** The middle of several runs, and their range. */
record Median(double middle, double least, double most) {

    static <T> Median of(Collection<T> runs, ToDoubleFunction<T> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return new Median(sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }

    String range() {
        return Table.figure(least) + " – " + Table.figure(most);
    }

    @Override
    public String toString() {
        return Table.figure(middle);
    }
}
