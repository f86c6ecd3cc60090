package dev.statehouse.bench;

import dev.statehouse.data.prompt.PromptCardLists;
import dev.statehouse.data.prompt.PromptCards;
import io.micronaut.data.annotation.Query;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The very statements that the function sends, taken from its repository so that they can't drift apart. */
final class CardSql {

    private static final Pattern PARAMETER = Pattern.compile("(?<!:):([a-zA-Z]+)");

    private CardSql() {}

    static String find() {
        return of(PromptCards.class, "find");
    }

    static String list() {
        return PromptCardLists.FIRST_PAGE;
    }

    /** The statement with its parameters replaced, {@code ?} where the map holds none. */
    static String with(String sql, Map<String, String> values) {
        return PARAMETER
                .matcher(sql)
                .replaceAll(match -> Matcher.quoteReplacement(values.getOrDefault(match.group(1), "?")));
    }

    /** The statement of a repository's method. */
    static String of(Class<?> repository, String method) {
        Method declared = Arrays.stream(repository.getDeclaredMethods())
                .filter(each -> each.getName().equals(method) && each.isAnnotationPresent(Query.class))
                .findFirst()
                .orElseThrow();
        return declared.getAnnotation(Query.class).value().strip();
    }
}
