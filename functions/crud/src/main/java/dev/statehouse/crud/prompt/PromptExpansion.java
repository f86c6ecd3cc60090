package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.statehouse.crud.prompt.ResolvedPrompt.Included;
import dev.statehouse.crud.prompt.Template.Inclusion;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Json;
import dev.statehouse.data.prompt.LivePrompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a version and all that it includes together. Each included text is expanded once, however often it is included. */
final class PromptExpansion {

    private final Map<Inclusion, LivePrompt> live = new HashMap<>();
    private final Map<Inclusion, String> expanded = new HashMap<>();

    private PromptExpansion(List<LivePrompt> rows) {
        for (LivePrompt row : rows) {
            live.merge(
                    new Inclusion(row.slug(), row.label()),
                    row,
                    (one, other) -> one.visibility().equals("workspace") ? one : other);
        }
    }

    /**
     * A prompt put together.
     *
     * @param shared whether the whole workspace may see all that it consists of
     */
    record Expanded(ResolvedPrompt prompt, boolean shared) {}

    /** @param rows the version itself first, then what it includes, as {@code LivePrompts.resolve} gives them */
    static Expanded of(List<LivePrompt> rows, @Nullable String label) {
        LivePrompt root = rows.getFirst();
        PromptExpansion expansion = new PromptExpansion(rows.subList(1, rows.size()));
        String template = expansion.expand(Objects.requireNonNull(root.template()));
        String systemPrompt = root.systemPrompt() == null ? null : expansion.expand(root.systemPrompt());
        List<LivePrompt> used = new ArrayList<>(List.of(root));
        expansion.expanded.keySet().forEach(inclusion -> used.add(expansion.found(inclusion)));
        ResolvedPrompt prompt = new ResolvedPrompt(
                root.cardId(),
                Objects.requireNonNull(root.versionId()),
                root.slug(),
                label,
                Objects.requireNonNull(root.number()),
                template,
                systemPrompt,
                variables(used),
                used.stream().skip(1).map(PromptExpansion::included).toList(),
                Objects.requireNonNull(root.createdAt()));
        return new Expanded(
                prompt, used.stream().allMatch(row -> row.visibility().equals("workspace")));
    }

    private String expand(String text) {
        return Template.parse(text).expand(inclusion -> {
            String known = expanded.get(inclusion);
            if (known == null) {
                known = expand(Objects.requireNonNull(found(inclusion).template()));
                expanded.put(inclusion, known);
            }
            return known;
        });
    }

    private LivePrompt found(Inclusion inclusion) {
        LivePrompt prompt = live.get(inclusion);
        if (prompt == null || prompt.template() == null) {
            throw new DataError(DataError.Kind.CONFLICT, "the included prompt '" + inclusion + "' is no longer there");
        }
        return prompt;
    }

    private static Included included(LivePrompt prompt) {
        return new Included(prompt.slug(), prompt.label(), Objects.requireNonNull(prompt.number()));
    }

    // The including prompt's own declaration wins over an included one of the same name.
    private static Json variables(List<LivePrompt> used) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        Set<String> seen = new HashSet<>();
        for (LivePrompt prompt : used) {
            for (JsonNode variable : Values.parse(Objects.requireNonNull(prompt.variables()))) {
                if (seen.add(variable.path("name").asText())) {
                    all.add(variable);
                }
            }
        }
        return new Json(all.toString());
    }
}
