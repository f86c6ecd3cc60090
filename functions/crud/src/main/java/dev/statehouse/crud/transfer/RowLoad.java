package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.transfer.ImportedRows.ImportedRow;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.project.Projects;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RowErrors;
import dev.statehouse.http.Violations;
import io.micronaut.validation.validator.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of a file in few statements and bounded memory. Inside one transaction; rows at fault are reported, and
 * then the transaction must not commit. Not thread-safe.
 */
final class RowLoad<T> {

    private static final int MOST_ROWS = 500;
    private static final int MOST_CHARACTERS = 2_000_000;

    private final RowForm<T> form;
    private final RowCounts counts;
    private final Projects projects;
    private final Validator validator;
    private final ObjectMapper json;
    private final RowErrors errors;
    private final Map<UUID, Boolean> known = new HashMap<>();
    private final List<Waiting> waiting = new ArrayList<>();
    private final List<ImportedRow> loaded = new ArrayList<>();
    private int characters;
    private boolean lost;

    RowLoad(
            RowForm<T> form,
            RowCounts counts,
            Projects projects,
            Validator validator,
            ObjectMapper json,
            RowErrors errors) {
        this.form = form;
        this.counts = counts;
        this.projects = projects;
        this.validator = validator;
        this.json = json;
        this.errors = errors;
    }

    private record Waiting(int row, UUID id, String text) {}

    void add(int row, T item) {
        List<FieldError> found = new ArrayList<>(Violations.errors(validator.validate(item)));
        if (found.isEmpty() && !lost && !isKnown(form.project().apply(item))) {
            found.add(FieldError.inBody("/projectId", "there is no such project"));
        }
        if (found.isEmpty() && !lost) {
            found.addAll(form.faults().apply(item));
        }
        errors.addAll(row, found);
        if (found.isEmpty()) {
            UUID id = Ids.next();
            String text = text(id, form.counted() == null ? "" : counts.of(row, item), item);
            waiting.add(new Waiting(row, id, text));
            characters += text.length();
            if (waiting.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
                flush();
            }
        }
    }

    List<ImportedRow> finish() {
        flush();
        return loaded;
    }

    private boolean isKnown(@Nullable UUID project) {
        return project == null || known.computeIfAbsent(project, id -> projects.find(id) != null);
    }

    private String text(UUID id, String counted, T item) {
        try {
            return "{\"id\":\"" + id + "\"," + counted
                    + json.writeValueAsString(item).substring(1);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private void flush() {
        if (!waiting.isEmpty() && !lost) {
            try {
                write();
            } catch (RuntimeException failure) {
                lose(DataError.translate(failure));
            }
        }
        waiting.clear();
        characters = 0;
    }

    private void write() {
        String rows = waiting.stream().map(Waiting::text).collect(Collectors.joining(",", "[", "]"));
        Set<UUID> inserted = new HashSet<>(form.insert().apply(rows));
        for (Waiting one : waiting) {
            if (inserted.contains(one.id())) {
                loaded.add(new ImportedRow(one.row(), one.id()));
            } else {
                errors.add(one.row(), form.taken());
            }
        }
    }

    // PostgreSQL names no row, and after its refusal the transaction takes nothing more.
    private void lose(RuntimeException failure) {
        if (!(failure instanceof DataError refused) || refused.kind() != DataError.Kind.INVALID) {
            throw failure;
        }
        lost = true;
        int first = waiting.getFirst().row();
        int last = waiting.getLast().row();
        errors.add(first, FieldError.inBody("", refused.getMessage() + ", somewhere from this row to row " + last));
    }
}
