package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
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

    /** A value that JSON allows and PostgreSQL can't hold; its message is shown to the caller. */
    static final class Refused extends MismatchedInputException {

        private static final long serialVersionUID = 1L;

        private final String pointer;

        /** @param at where the value is, as the parser knows it: deeper than what is read into one field */
        Refused(JsonParser parser, JsonStreamContext at, String message) {
            super(parser, message, String.class);
            this.pointer = at.pathAsPointer().toString();
        }

        String pointer() {
            return pointer;
        }
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw MismatchedInputException.from(parser, String.class, "not a text");
        }
        return check(parser, parser.getParsingContext(), parser.getText());
    }

    static String check(JsonParser parser, JsonStreamContext at, String text) throws Refused {
        String fault = fault(text);
        if (fault != null) {
            throw new Refused(parser, at, fault);
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
