package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table in Markdown. */
final class Table {

    private final String title;
    private final List<List<String>> rows = new ArrayList<>();

    Table(String title, String... heads) {
        this.title = title;
        row((Object[]) heads);
        rows.add(Arrays.stream(heads).map(head -> "---").toList());
    }

    void row(Object... cells) {
        rows.add(Arrays.stream(cells).map(String::valueOf).toList());
    }

    /** A figure with as many digits as mean something. */
    static String figure(double value) {
        if (Double.isNaN(value)) {
            return "";
        }
        String format = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    void print() {
        System.out.println("\n**" + title + "**\n");
        for (List<String> row : rows) {
            System.out.println(row.stream().collect(Collectors.joining(" | ", "| ", " |")));
        }
        System.out.flush();
    }
}
