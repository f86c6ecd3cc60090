package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Lines over named places, as Mermaid draws them in Markdown. */
final class Plot {

    private final String title;
    private final String across;
    private final List<String> places;
    private final String up;
    private final List<List<Double>> lines = new ArrayList<>();

    /**
     * @param across what the places are
     * @param up the unit of all values
     */
    Plot(String title, String across, List<String> places, String up) {
        this.title = title;
        this.across = across;
        this.places = List.copyOf(places);
        this.up = up;
    }

    /** Adds a line: a value for each place. */
    Plot line(List<Double> values) {
        lines.add(List.copyOf(values));
        return this;
    }

    /** With as much room above the highest value as below it. */
    String mermaid() {
        double highest = lines.stream()
                .flatMap(Collection::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        return String.format(
                Locale.ROOT,
                """
                ```mermaid
                xychart-beta
                    title "%s"
                    x-axis "%s" ["%s"]
                    y-axis "%s" 0 --> %d
                %s
                ```
                """,
                title,
                across,
                String.join("\", \"", places),
                up,
                (int) Math.ceil(highest * 2),
                lines.stream().map(line -> "    line " + line).collect(Collectors.joining("\n")));
    }

    void print() {
        System.out.print("\n" + mermaid());
        System.out.flush();
    }
}
