package dev.statehouse.crud.prompt;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a prompt, in parts: {@code {{name}}} is a variable's value, {@code {{> slug}}} or {@code {{> slug@label}}}
 * another card's template. Behind a backslash, {@code \{{name}}}, it stands for itself, and so does everything else.
 */
record Template(List<Part> parts) {

    static final String NAME = "[A-Za-z][A-Za-z0-9_.-]*";

    private static final Pattern MARK = Pattern.compile(
            "(?<escape>\\\\)?\\{\\{(?:>\\s*(?<slug>[a-z0-9]+(?:-[a-z0-9]+)*)(?:@(?<label>[a-z0-9._-]+))?|\\s*(?<name>"
                    + NAME + "))\\s*\\}\\}");

    /** What a template consists of. */
    sealed interface Part permits Text, Escaped, Placeholder, Inclusion {}

    record Text(String text) implements Part {}

    /** @param mark what follows the backslash */
    record Escaped(String mark) implements Part {}

    record Placeholder(String name) implements Part {}

    /** @param label {@code production} unless the template names another */
    record Inclusion(String slug, String label) implements Part {
        @Override
        public String toString() {
            return slug + "@" + label;
        }
    }

    static Template parse(@Nullable String text) {
        if (text == null) {
            return new Template(List.of());
        }
        List<Part> parts = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        int end = 0;
        while (mark.find()) {
            addText(parts, text.substring(end, mark.start()));
            parts.add(part(mark));
            end = mark.end();
        }
        addText(parts, text.substring(end));
        return new Template(parts);
    }

    private static void addText(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Text(text));
        }
    }

    private static Part part(Matcher mark) {
        if (mark.group("escape") != null) {
            return new Escaped(mark.group().substring(1));
        }
        return mark.group("slug") == null
                ? new Placeholder(mark.group("name"))
                : new Inclusion(mark.group("slug"), Objects.requireNonNullElse(mark.group("label"), Labels.PRODUCTION));
    }

    SequencedSet<String> placeholders() {
        SequencedSet<String> names = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof Placeholder placeholder) {
                names.add(placeholder.name());
            }
        }
        return names;
    }

    SequencedSet<Inclusion> inclusions() {
        SequencedSet<Inclusion> inclusions = new LinkedHashSet<>();
        for (Part part : parts) {
            if (part instanceof Inclusion inclusion) {
                inclusions.add(inclusion);
            }
        }
        return inclusions;
    }

    /** The text with each inclusion replaced; placeholders and escapes stay for {@link #fill}. */
    String expand(Function<Inclusion, String> included) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    switch (part) {
                        case Text plain -> plain.text();
                        case Escaped escaped -> "\\" + escaped.mark();
                        case Placeholder placeholder -> "{{" + placeholder.name() + "}}";
                        case Inclusion inclusion -> included.apply(inclusion);
                    });
            ExpansionLimit.check(text.length());
        }
        return text.toString();
    }

    /** The text with each placeholder replaced, in one pass: a value that looks like a placeholder stays as it is. */
    String fill(Function<String, String> value) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    switch (part) {
                        case Text plain -> plain.text();
                        case Escaped escaped -> escaped.mark();
                        case Placeholder placeholder -> value.apply(placeholder.name());
                        case Inclusion inclusion -> throw new IllegalStateException(inclusion + " was not expanded");
                    });
            ExpansionLimit.check(text.length());
        }
        return text.toString();
    }
}
