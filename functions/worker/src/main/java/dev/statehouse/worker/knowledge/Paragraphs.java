package dev.statehouse.worker.knowledge;

import java.util.ArrayList;
import java.util.List;

/** Where paragraphs and headings of Markdown begin. */
final class Paragraphs {

    private Paragraphs() {}

    /** Places at which a paragraph begins, 0 and the text's end among them. */
    static List<Integer> borders(String text) {
        List<Integer> borders = new ArrayList<>();
        borders.add(0);
        boolean afterBlank = false;
        boolean afterHeading = false;
        for (int line = 0; line < text.length(); ) {
            int end = endOfLine(text, line);
            boolean isBlank = text.substring(line, end).isBlank();
            boolean isHeading = isHeading(text, line);
            if (line > 0 && !isBlank && (afterBlank || afterHeading || isHeading)) {
                borders.add(line);
            }
            afterHeading = isHeading || (afterHeading && isBlank);
            afterBlank = isBlank;
            line = end;
        }
        if (!text.isEmpty()) {
            borders.add(text.length());
        }
        return borders;
    }

    /** Whether a line is a heading: one to six number signs, and a space. */
    static boolean isHeading(String text, int line) {
        int end = line;
        while (end < text.length() && text.charAt(end) == '#') {
            end++;
        }
        return end > line && end - line <= 6 && end < text.length() && text.charAt(end) == ' ';
    }

    private static int endOfLine(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed + 1;
    }
}
