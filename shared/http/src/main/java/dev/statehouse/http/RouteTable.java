package dev.statehouse.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The routes of all functions, as {@code template.yaml} lists them: whoever answers for paths without a route has to know
 * the others' too. Immutable.
 */
final class RouteTable {

    // The OpenAPI document inside the template has one form, which a test of the layout holds it to: paths below
    // `paths:` at ten spaces, methods at twelve.
    private static final Pattern PATH = Pattern.compile(" {10}(/\\S*):");
    private static final Pattern METHOD = Pattern.compile(" {12}(get|put|post|delete|patch|head|options):");

    private final Map<Pattern, List<String>> methods;

    private RouteTable(Map<Pattern, List<String>> methods) {
        this.methods = methods;
    }

    /** That of the function's artefact; null where it holds none. */
    static @Nullable RouteTable packaged() {
        try (InputStream template = RouteTable.class.getResourceAsStream("/template.yaml")) {
            return template == null ? null : read(template);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static RouteTable read(InputStream template) throws IOException {
        Map<Pattern, List<String>> methods = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(template, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Matcher path = PATH.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (path.matches()) {
                current = new ArrayList<>();
                methods.put(pattern(path.group(1)), current);
            } else if (method.matches()) {
                current.add(method.group(1).toUpperCase(Locale.ROOT));
            }
        }
        return new RouteTable(methods);
    }

    private static Pattern pattern(String path) {
        return Pattern.compile("\\Q" + path.replaceAll("\\{\\w+}", "\\\\E[^/]+\\\\Q") + "\\E");
    }

    /** Methods that a path has, in the order of the alphabet; none where there is no such path. */
    List<String> methods(String path) {
        TreeSet<String> found = new TreeSet<>();
        methods.forEach((pattern, each) -> {
            if (pattern.matcher(path).matches()) {
                found.addAll(each);
            }
        });
        return List.copyOf(found);
    }

    int size() {
        return methods.size();
    }
}
