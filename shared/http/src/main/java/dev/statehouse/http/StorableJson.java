package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import dev.statehouse.data.Json;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads any JSON value as its own text, every number with all its digits, after checking each text in it. */
public final class StorableJson extends StdDeserializer<Json> {

    private static final long serialVersionUID = 1L;
    private static final JsonFactory FACTORY = new JsonFactory();

    // PostgreSQL manual, "Arbitrary Precision Numbers": what a numeric, and so a number in jsonb, holds.
    private static final int MOST_DIGITS_BEFORE_POINT = 131_072;
    private static final int MOST_DIGITS_AFTER_POINT = 16_383;

    StorableJson() {
        super(Json.class);
    }

    @Override
    public Json deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return read(parser);
    }

    /** Reads the value whose first token the parser stands at. */
    public static Json read(JsonParser parser) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = FACTORY.createGenerator(text)) {
            int depth = 0;
            for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
                check(parser, token);
                copy.copyCurrentEventExact(parser);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    break;
                }
            }
        }
        return new Json(text.toString());
    }

    private static void check(JsonParser parser, @Nullable JsonToken token) throws IOException {
        JsonStreamContext at = parser.getParsingContext();
        if (token == JsonToken.VALUE_STRING) {
            StorableText.check(parser, at, parser.getText());
        } else if (token == JsonToken.FIELD_NAME) {
            // A name that can't be stored can't be pointed at either: its object is.
            StorableText.check(parser, at.getParent(), parser.getText());
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            checkNumber(parser, parser.getText());
        }
    }

    // Only an exponent can go beyond a numeric: the parser takes at most 1,000 digits.
    private static void checkNumber(JsonParser parser, String text) throws IOException {
        if (text.indexOf('e') < 0 && text.indexOf('E') < 0) {
            return;
        }
        try {
            BigDecimal number = new BigDecimal(text);
            long digitsBeforePoint = (long) number.precision() - number.scale();
            if (digitsBeforePoint <= MOST_DIGITS_BEFORE_POINT && number.scale() <= MOST_DIGITS_AFTER_POINT) {
                return;
            }
        } catch (NumberFormatException beyondAnyDecimal) {
            // Refused below.
        }
        throw new StorableText.Refused(parser, parser.getParsingContext(), "a number of this size can't be stored");
    }
}
