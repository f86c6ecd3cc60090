package dev.statehouse.worker.document;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** The text of a page as its reader sees it: without scripts and styles, with a line for what has lines of its own. */
final class HtmlText implements NodeFilter {

    private static final Set<String> UNSEEN = Set.of(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "iframe",
            "object",
            "embed",
            "svg",
            "math",
            "canvas",
            "audio",
            "video",
            "select",
            "textarea");
    private static final Set<String> LINES =
            Set.of("br", "div", "dd", "dt", "li", "tr", "option", "figcaption", "summary");

    /** What is to stand between the text so far and the next. */
    private enum Gap {
        NONE(""),
        SPACE(" "),
        LINE("\n"),
        PARAGRAPH("\n\n");

        private final String text;

        Gap(String text) {
            this.text = text;
        }
    }

    private final Writer target;
    private Gap gap = Gap.NONE;
    private boolean begun;

    private HtmlText(Writer target) {
        this.target = target;
    }

    static void write(Path file, Writer target) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            // Its encoding as its mark or its head says it, else UTF-8.
            Document page = Jsoup.parse(content, null, "");
            page.body().filter(new HtmlText(target));
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public FilterResult head(Node node, int depth) {
        switch (node) {
            case Element element -> {
                if (UNSEEN.contains(element.normalName())) {
                    return FilterResult.SKIP_ENTIRELY;
                }
                leave(gapOf(element));
            }
            case TextNode text -> add(text.getWholeText(), isPreformatted(text));
            default -> {}
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            leave(gapOf(element));
        }
        return FilterResult.CONTINUE;
    }

    private static Gap gapOf(Element element) {
        String name = element.normalName();
        if (LINES.contains(name)) {
            return Gap.LINE;
        }
        if (name.equals("td") || name.equals("th")) {
            return Gap.SPACE;
        }
        return element.isBlock() ? Gap.PARAGRAPH : Gap.NONE;
    }

    private static boolean isPreformatted(TextNode text) {
        Element parent = text.parent();
        return parent != null && parent.normalName().equals("pre");
    }

    private void leave(Gap next) {
        if (next.compareTo(gap) > 0) {
            gap = next;
        }
    }

    private void add(String text, boolean asItIs) {
        try {
            for (int i = 0; i < text.length(); i++) {
                char next = text.charAt(i);
                if (!asItIs && isSpace(next)) {
                    leave(Gap.SPACE);
                } else {
                    put(next);
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    // Space of HTML; a no-break space is none.
    private static boolean isSpace(char one) {
        return one == ' ' || one == '\t' || one == '\n' || one == '\r' || one == '\f';
    }

    private void put(char next) throws IOException {
        if (begun) {
            target.write(gap.text);
        }
        gap = Gap.NONE;
        begun = true;
        target.write(next);
    }
}
