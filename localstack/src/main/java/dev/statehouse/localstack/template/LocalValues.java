package dev.statehouse.localstack.template;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the local stack knows instead of AWS, from a file of {@code KEY=value} lines: {@code Parameter=value} for the
 * template, {@code Resource=name} for one that the stack has made, {@code VARIABLE=value} for every function and
 * {@code Function.VARIABLE=value} for one, by logical id. A key that is a parameter of the template is still a variable too, if it
 * looks like one (capitals, digits, {@code _}).
 */
public final class LocalValues {
    private final Map<String, String> values;

    public LocalValues(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    /** Blank lines and lines that start with {@code #} are skipped; one pair of quotes around a value is removed. */
    public static LocalValues read(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#")) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        return new LocalValues(values);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** Variables for one function: those for all, then its own. */
    Map<String, String> variables(String logicalId) {
        Map<String, String> variables = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.matches("[A-Z][A-Z0-9_]*")) {
                variables.put(key, value);
            }
        });
        String prefix = logicalId + ".";
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                variables.put(key.substring(prefix.length()), value);
            }
        });
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(0) == value.charAt(value.length() - 1);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
