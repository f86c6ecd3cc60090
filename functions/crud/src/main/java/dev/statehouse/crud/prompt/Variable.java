package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A value that a template takes.
 *
 * @param name as in {@code {{name}}}
 * @param type of the value, in JSON's terms
 * @param required whether rendering fails without it; true unless said otherwise
 * @param defaultValue taken where none is given; {@code default} in JSON
 */
@Introspected
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Variable(
        @NotNull
        @Size(max = 100)
        @Pattern(
                regexp = Template.NAME,
                message = "must begin with a letter and go on with letters, digits, '_', '.' or '-'")
        String name,

        @NotNull
        @Pattern(
                regexp = "string|number|boolean|array|object",
                message = "must be string, number, boolean, array or object")
        String type,

        @Nullable Boolean required,
        @JsonProperty("default") @Nullable Json defaultValue,
        @Nullable @Size(max = 1000) String description) {

    static Variable text(String name) {
        return new Variable(name, "string", true, null, null);
    }

    boolean isRequired() {
        return !Boolean.FALSE.equals(required);
    }
}
