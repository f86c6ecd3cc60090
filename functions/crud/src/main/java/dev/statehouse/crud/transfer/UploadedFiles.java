package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.http.JsonPointers;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Violations;
import io.micronaut.validation.validator.Validator;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Reads {@link UploadedFile}s, where a body may be a file as well, so that its type can't be known in advance. */
@Singleton
final class UploadedFiles {

    private final ObjectMapper json;
    private final Validator validator;

    UploadedFiles(ObjectMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    UploadedFile parse(byte[] body) {
        UploadedFile file = read(body);
        List<FieldError> errors = Violations.errors(validator.validate(file));
        if (!errors.isEmpty()) {
            throw RequestError.invalid("the body has values that can't be accepted", errors);
        }
        return file;
    }

    private UploadedFile read(byte[] body) {
        try {
            UploadedFile file = json.readValue(body, UploadedFile.class);
            if (file != null) {
                return file;
            }
            throw RequestError.unreadable("expected an object", List.of(FieldError.inBody("", "expected an object")));
        } catch (JsonProcessingException malformed) {
            FieldError error = JsonPointers.error(malformed);
            throw RequestError.unreadable(error.detail(), List.of(error));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
