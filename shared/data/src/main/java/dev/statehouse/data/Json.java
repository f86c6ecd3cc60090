package dev.statehouse.data;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.micronaut.core.convert.ConversionContext;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.runtime.convert.AttributeConverter;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/**
 * JSON text that passes between the caller and a {@code jsonb} column untouched: numbers keep every digit, and reading
 * costs no parsing.
 *
 * @param text valid JSON; whoever makes one from input has checked it
 */
@TypeDef(type = DataType.STRING, converter = Json.Column.class)
public record Json(@JsonValue @JsonRawValue String text) {

    public static final Json EMPTY_OBJECT = new Json("{}");
    public static final Json EMPTY_ARRAY = new Json("[]");

    @Override
    public String toString() {
        return text;
    }

    /** To and from a column; statements cast the parameter: {@code CAST(:metadata AS jsonb)}. */
    @Singleton
    public static final class Column implements AttributeConverter<Json, String> {

        @Override
        public @Nullable String convertToPersistedValue(@Nullable Json json, ConversionContext context) {
            return json == null ? null : json.text();
        }

        @Override
        public @Nullable Json convertToEntityValue(@Nullable String text, ConversionContext context) {
            return text == null ? null : new Json(text);
        }
    }
}
