package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;

/** Reads an instant of the years 1 to 9999, as {@code 2026-01-31T12:00:00Z}: no number, and no year that PostgreSQL can't read. */
final class PlainInstant extends StdScalarDeserializer<Instant> {

    private static final long serialVersionUID = 1L;
    private static final int LAST_YEAR = 9999;

    PlainInstant() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            try {
                Instant instant = Instant.parse(parser.getText());
                int year = instant.atOffset(ZoneOffset.UTC).getYear();
                if (year > 0 && year <= LAST_YEAR) {
                    return instant;
                }
            } catch (DateTimeException noSuchTime) {
                // Falls through to the one answer for all that is no instant.
            }
        }
        throw MismatchedInputException.from(parser, Instant.class, "not an instant");
    }
}
