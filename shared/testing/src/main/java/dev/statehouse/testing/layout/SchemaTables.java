package dev.statehouse.testing.layout;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The tables that the migrations leave behind, and the Java names that belong to them. */
final class SchemaTables {

    private static final Pattern CREATED =
            Pattern.compile("^\\s*CREATE TABLE (?:IF NOT EXISTS )?app\\.(\\w+)", Pattern.MULTILINE);
    private static final Pattern DROPPED =
            Pattern.compile("^\\s*DROP TABLE (?:IF EXISTS )?app\\.(\\w+)", Pattern.MULTILINE);

    private SchemaTables() {}

    static Set<String> names() {
        List<String> scripts = Project.names("migrations", ".sql").stream()
                .filter(name -> name.startsWith("V"))
                .map(name -> Project.text("migrations/" + name))
                .toList();
        Set<String> tables = new TreeSet<>();
        for (String script : scripts) {
            CREATED.matcher(script).results().forEach(match -> tables.add(match.group(1)));
            DROPPED.matcher(script).results().forEach(match -> tables.remove(match.group(1)));
        }
        return tables;
    }

    /** {@code PromptCards} for {@code prompt_cards}. */
    static String repository(String table) {
        return Arrays.stream(table.split("_", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    /** {@code PromptCard} for {@code prompt_cards}, {@code StyleEntry} for {@code style_entries}. */
    static String row(String table) {
        return repository(table).replaceFirst("ies$", "y").replaceFirst("s$", "");
    }
}
