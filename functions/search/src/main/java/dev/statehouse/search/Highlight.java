package dev.statehouse.search;

import dev.statehouse.data.search.PromptMatch;
import org.jspecify.annotations.Nullable;

/** Turns a marked text into HTML: escaped, with {@code <mark>} as its only element. */
public final class Highlight {

    private Highlight() {}

    public static @Nullable String html(@Nullable String marked) {
        if (marked == null) {
            return null;
        }
        StringBuilder html = new StringBuilder(marked.length() + 32);
        for (int i = 0; i < marked.length(); i++) {
            char c = marked.charAt(i);
            switch (c) {
                case PromptMatch.MARK_START -> html.append("<mark>");
                case PromptMatch.MARK_END -> html.append("</mark>");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }
}
