package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.prompt.NewPromptCard;
import dev.statehouse.crud.prompt.NewPromptVersion;
import dev.statehouse.crud.prompt.Variable;
import dev.statehouse.data.Json;
import dev.statehouse.http.JsonPointers;
import dev.statehouse.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes cards of rows: JSON where a field is structured, text everywhere else. */
final class CsvCards {

    private static final TypeReference<Json> OBJECT = new TypeReference<>() {};
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<List<Variable>> VARIABLES = new TypeReference<>() {};

    private final ObjectMapper json;
    private final Function<String, Optional<UUID>> projects;

    /** @param projects the id of a project by its id or slug */
    CsvCards(ObjectMapper json, Function<String, Optional<UUID>> projects) {
        this.json = json;
        this.projects = projects;
    }

    /** The card of the row, as good as its errors let it be. */
    NewPromptCard card(CsvRow row, List<FieldError> errors) {
        return new NewPromptCard(
                Objects.requireNonNullElse(row.get(Columns.TITLE), ""),
                row.get("slug"),
                row.get("description"),
                tags(row, errors),
                metadata(row, errors),
                project(row, errors),
                row.get("visibility"),
                version(row, errors));
    }

    private @Nullable NewPromptVersion version(CsvRow row, List<FieldError> errors) {
        String template = row.get(Columns.TEMPLATE);
        List<Variable> variables = read(row, "variables", VARIABLES, errors);
        String systemPrompt = row.get("system_prompt");
        String changeNotes = row.get("change_notes");
        if (template == null) {
            if (variables != null || systemPrompt != null || changeNotes != null) {
                errors.add(FieldError.inField(row.header().name(Columns.TEMPLATE), "a version needs a template"));
            }
            return null;
        }
        return new NewPromptVersion(template, systemPrompt, variables, changeNotes);
    }

    /** A JSON array, or names between commas. */
    private @Nullable List<String> tags(CsvRow row, List<FieldError> errors) {
        String cell = row.get("tags");
        if (cell == null || cell.stripLeading().startsWith("[")) {
            return read(row, "tags", TEXTS, errors);
        }
        return Arrays.stream(cell.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    // Columns that are no fields come first: of two values of one name PostgreSQL keeps the last, the metadata's own.
    private @Nullable Json metadata(CsvRow row, List<FieldError> errors) {
        Json own = read(row, "metadata", OBJECT, errors);
        Map<String, String> others = new LinkedHashMap<>();
        row.others().forEach(cell -> others.put(cell.getKey(), cell.getValue()));
        if (others.isEmpty() || own != null && !own.text().startsWith("{")) {
            return own;
        }
        String text = write(others);
        boolean alone = own == null || own.text().equals("{}");
        return new Json(
                alone
                        ? text
                        : text.substring(0, text.length() - 1) + ","
                                + own.text().substring(1));
    }

    private @Nullable UUID project(CsvRow row, List<FieldError> errors) {
        String name = row.get("project");
        if (name == null) {
            return null;
        }
        Optional<UUID> id = projects.apply(name);
        if (id.isEmpty()) {
            errors.add(FieldError.inField(row.header().name("project"), "there is no such project"));
        }
        return id.orElse(null);
    }

    private <T> @Nullable T read(CsvRow row, String field, TypeReference<T> type, List<FieldError> errors) {
        String cell = row.get(field);
        if (cell == null) {
            return null;
        }
        try {
            return json.readValue(cell, type);
        } catch (JsonProcessingException malformed) {
            FieldError fault = JsonPointers.error(malformed);
            String at = Objects.requireNonNullElse(fault.pointer(), "");
            errors.add(FieldError.inField(
                    row.header().name(field), at.isEmpty() ? fault.detail() : "at " + at + ": " + fault.detail()));
            return null;
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    /** Errors that are to be reported for a row without its card. */
    static List<FieldError> shape(CsvRow row, List<String> header) {
        List<FieldError> errors = new ArrayList<>();
        if (!row.fits()) {
            errors.add(FieldError.inField(
                    null,
                    "the row has %d cells and the header %d"
                            .formatted(row.cells().size(), header.size())));
            return errors;
        }
        int unstorable = row.unstorable();
        if (unstorable >= 0) {
            errors.add(FieldError.inField(header.get(unstorable), "a NUL character can't be stored"));
        }
        return errors;
    }
}
