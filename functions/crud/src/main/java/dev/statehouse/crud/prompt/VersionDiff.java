package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.statehouse.data.Json;
import dev.statehouse.data.prompt.PromptVersion;
import io.micronaut.core.annotation.Introspected;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What changed from one version of a card to another.
 *
 * @param template unified diff of the templates, three lines of context; empty if they are equal
 * @param systemPrompt the same of the system prompts
 * @param variables each that was added, removed or changed, by name
 */
@Introspected
record VersionDiff(int from, int to, String template, String systemPrompt, List<VariableChange> variables) {

    private static final int CONTEXT_LINES = 3;

    /**
     * One variable's change.
     *
     * @param before its declaration in the older version; null if it was added
     * @param after its declaration in the newer version; null if it was removed
     */
    @Introspected
    record VariableChange(
            String name, @Nullable Json before, @Nullable Json after) {}

    static VersionDiff between(PromptVersion from, PromptVersion to) {
        return new VersionDiff(
                from.number(),
                to.number(),
                diff(from, to, from.template(), to.template()),
                diff(from, to, from.systemPrompt(), to.systemPrompt()),
                variables(byName(from.variables()), byName(to.variables())));
    }

    private static String diff(PromptVersion from, PromptVersion to, @Nullable String before, @Nullable String after) {
        List<String> old = lines(before);
        List<String> unified = UnifiedDiffUtils.generateUnifiedDiff(
                "version " + from.number(),
                "version " + to.number(),
                old,
                DiffUtils.diff(old, lines(after)),
                CONTEXT_LINES);
        return String.join("\n", unified);
    }

    private static List<String> lines(@Nullable String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n", -1));
    }

    private static List<VariableChange> variables(Map<String, Json> before, Map<String, Json> after) {
        List<VariableChange> changes = new ArrayList<>();
        before.forEach((name, old) -> {
            if (!old.equals(after.get(name))) {
                changes.add(new VariableChange(name, old, after.get(name)));
            }
        });
        after.forEach((name, added) -> {
            if (!before.containsKey(name)) {
                changes.add(new VariableChange(name, null, added));
            }
        });
        return changes;
    }

    private static Map<String, Json> byName(Json variables) {
        Map<String, Json> byName = new LinkedHashMap<>();
        for (JsonNode variable : Values.parse(variables)) {
            byName.put(Objects.requireNonNull(variable.path("name").textValue()), new Json(variable.toString()));
        }
        return byName;
    }
}
