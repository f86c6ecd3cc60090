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
     * Imports the whole file, inside the caller's transaction; read once, in bounded memory.
     *
     * @throws RequestError naming each row at fault; the transaction must then not commit
     */
    <T> ImportedRows run(FileFormat format, InputStream content, RowForm<T> form) {
        if (format != FileFormat.NDJSON) {
            String fault = "must be ndjson";
            throw RequestError.invalid("format " + fault, List.of(FieldError.inBody("/format", fault)));
        }
        RowErrors errors = new RowErrors();
        RowLoad<T> load = new RowLoad<>(form, projects, validator, json, errors);
        NdjsonFile<T> file = new NdjsonFile<>(new Utf8Text(content), reading.readerFor(form.type()));
        file.readAll((item, row) -> load.add(row, item), errors);
        ImportedRows imported = ImportedRows.of(load.finish());
        errors.refuse(file::inFile);
        return imported;
    }
}
