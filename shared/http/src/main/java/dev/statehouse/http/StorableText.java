package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads text that PostgreSQL can hold: JSON allows a NUL character and lone surrogates, PostgreSQL does not. Numbers and
 * booleans are not taken for text.
 */
public final class StorableText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    StorableText() {
        super(String.class);
    }

    /** A text that can't be stored; its message is shown to the caller. */
    static final class Refused extends MismatchedInputException {

        private static final long serialVersionUID = 1L;

        Refused(JsonParser parser, String message) {
            super(parser, message, String.class);
        }
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw MismatchedInputException.from(parser, String.class, "not a text");
        }
        return check(parser, parser.getText());
    }

    static String check(JsonParser parser, String text) throws Refused {
        String fault = fault(text);
        if (fault != null) {
            throw new Refused(parser, fault);
        }
        return text;
    }

    /** Why the text can't be stored; null if it can. */
    public static @Nullable String fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return "a NUL character can't be stored";
            }
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return "half of a surrogate pair can't be stored";
                }
                i++;
            }
        }
        return null;
    }
}
