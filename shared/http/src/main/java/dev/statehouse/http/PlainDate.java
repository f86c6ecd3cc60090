package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;

/** Reads a day of the years 1 to 9999, as {@code 2026-01-31} and in no other form: no time, no number, no 30th of February. */
final class PlainDate extends StdScalarDeserializer<LocalDate> {

    private static final long serialVersionUID = 1L;
    private static final Pattern FORM = Pattern.compile("(?!0000)\\d{4}-\\d{2}-\\d{2}");

    PlainDate() {
        super(LocalDate.class);
    }

    @Override
    public LocalDate deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                && FORM.matcher(parser.getText()).matches()) {
            try {
                return LocalDate.parse(parser.getText());
            } catch (DateTimeException noSuchDay) {
                // Falls through to the one answer for all that is no date.
            }
        }
        throw MismatchedInputException.from(parser, LocalDate.class, "not a date");
    }
}
