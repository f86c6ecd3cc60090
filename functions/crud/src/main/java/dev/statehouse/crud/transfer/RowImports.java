package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.project.Projects;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.RowErrors;
import io.micronaut.validation.validator.Validator;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** NDJSON files into a workspace: on each line a row as the API takes one. */
@Singleton
final class RowImports {

    private final Projects projects;
    private final Validator validator;
    private final ObjectMapper json;
    private final ObjectMapper reading;

    RowImports(Projects projects, Validator validator, ObjectMapper json) {
        this.projects = projects;
        this.validator = validator;
        this.json = json;
        this.reading = ReadOnlyFields.ignoring(json);
    }

    /**
     * Counts what the form counts of rows, outside of any transaction; rows at fault are left out.
     *
     * @param counts to which they are added, also if the file can't be read to its end
     * @throws RequestError if it can't
     */
    <T> void count(FileFormat format, InputStream content, RowForm<T> form, RowCounts counts, TimeLimit limit) {
        Function<T, String> counted = Objects.requireNonNull(form.counted());
        if (format == FileFormat.NDJSON) {
            file(content, form)
                    .readAll(
                            (item, row) -> {
                                if (validator.validate(item).isEmpty()) {
                                    counts.add(row, item, counted.apply(item));
                                }
                            },
                            new RowErrors(),
                            limit);
        }
    }

    /**
     * Imports the whole file, inside the caller's transaction, in bounded memory.
     *
     * @param counts of all rows, if the form counts any
     * @throws RequestError naming each row at fault; the transaction must then not commit
     */
    <T> ImportedRows run(FileFormat format, InputStream content, RowForm<T> form, RowCounts counts, TimeLimit limit) {
        if (format != FileFormat.NDJSON) {
            String fault = "must be ndjson";
            throw RequestError.invalid("format " + fault, List.of(FieldError.inBody("/format", fault)));
        }
        RowErrors errors = new RowErrors();
        RowLoad<T> load = new RowLoad<>(form, counts, projects, validator, json, errors);
        NdjsonFile<T> file = file(content, form);
        file.readAll((item, row) -> load.add(row, item), errors, limit);
        ImportedRows imported = ImportedRows.of(load.finish());
        errors.refuse(file::inFile);
        return imported;
    }

    private <T> NdjsonFile<T> file(InputStream content, RowForm<T> form) {
        return new NdjsonFile<>(new Utf8Text(content, form.mostCharacters()), reading.readerFor(form.type()));
    }
}
