package dev.statehouse.crud.transfer;

import dev.statehouse.http.RequestError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a CSV file, and the fields of a card that they stand for. */
final class Columns {

    static final String TITLE = "title";
    static final String TEMPLATE = "template";

    /** What an export writes, in this order; an import finds them by name in any. */
    static final List<String> ALL = List.of(
            "id",
            TITLE,
            "slug",
            "description",
            "tags",
            "metadata",
            "project",
            "visibility",
            TEMPLATE,
            "system_prompt",
            "variables",
            "change_notes",
            "version",
            "created_at",
            "updated_at");

    /** Of an export; an import takes no notice of them. */
    static final Set<String> READ_ONLY = Set.of("id", "version", "created_at", "updated_at");

    /** As public collections of prompts name their columns. */
    private static final Map<String, String> USUAL = Map.of("act", TITLE, "prompt", TEMPLATE);

    /** The JSON pointers of what the columns hold, where they are not their own names. */
    private static final Map<String, String> POINTERS = Map.of(
            "/projectId", "project",
            "/version/template", TEMPLATE,
            "/version/systemPrompt", "system_prompt",
            "/version/variables", "variables",
            "/version/changeNotes", "change_notes",
            "/version", TEMPLATE);

    private Columns() {}

    /**
     * What the request says of columns, such as {@code act:title,prompt:template}.
     *
     * @return fields by column
     */
    static Map<String, String> parse(@Nullable String parameter) {
        Map<String, String> fields = new HashMap<>();
        if (parameter == null || parameter.isBlank()) {
            return fields;
        }
        for (String pair : parameter.split(",", -1)) {
            int colon = pair.lastIndexOf(':');
            String field = pair.substring(colon + 1).strip();
            if (colon < 1 || !ALL.contains(field) || READ_ONLY.contains(field)) {
                throw RequestError.malformed(
                        "columns", "columns must be pairs of a column and a field, such as act:title,prompt:template");
            }
            fields.put(pair.substring(0, colon).strip(), field);
        }
        return fields;
    }

    /** The field of a column; null if it has none, and so belongs to the metadata. */
    static @Nullable String field(String column, Map<String, String> told, List<String> header) {
        if (told.containsKey(column)) {
            return told.get(column);
        }
        if (ALL.contains(column)) {
            return column;
        }
        String usual = USUAL.get(column);
        return usual == null || header.contains(usual) || told.containsValue(usual) ? null : usual;
    }

    /** The field that a JSON pointer into a card is about. */
    static String ofPointer(String pointer) {
        for (String at = pointer; !at.isEmpty(); at = at.substring(0, at.lastIndexOf('/'))) {
            String field = POINTERS.get(at);
            if (field != null) {
                return field;
            }
            if (at.lastIndexOf('/') == 0) {
                return at.substring(1);
            }
        }
        return "";
    }
}
