package dev.statehouse.crud.agentrun;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.StorableText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a body {@code {"rows": […]}} token by token into columns, as strictly as bodies are read elsewhere: an object
 * for each row would cost more than all that is done with it. The first fault ends the reading. Not thread-safe.
 */
abstract class RowBatch {

    static final int MOST_ROWS = 1_000;

    // Fields of a row are told apart by our own bits, which costs less than the parser's detection of duplicates.
    private static final JsonFactory JSON = new JsonFactory();
    private static final int UUID_LENGTH = 36;

    private final LineWindow window;
    private int row = -1;
    private int seen;

    RowBatch(LineWindow window) {
        this.window = window;
    }

    /**
     * Takes a field's value, at whose first token the parser stands.
     *
     * @return the field's bit; 0 if there is no such field
     */
    abstract int field(String name, JsonParser parser) throws IOException;

    /** Ends a row that had these fields. */
    abstract void end(int fields);

    /** @throws RequestError naming the first row and field at fault */
    final void read(byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            readAll(parser);
        } catch (JsonProcessingException malformed) {
            throw new UncheckedIOException(malformed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void readAll(JsonParser parser) throws IOException {
        require(parser.nextToken() == JsonToken.START_OBJECT, "", "must be an object with the field rows");
        require("rows".equals(parser.nextFieldName()), "", "must be an object with the field rows");
        require(parser.nextToken() == JsonToken.START_ARRAY, "/rows", "must be an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            readRow(parser);
        }
        require(parser.nextToken() == JsonToken.END_OBJECT, "", "must have no field but rows");
        require(parser.nextToken() == null, "", "must end after the object");
        if (row < 0) {
            throw invalid("/rows", "must have at least one row");
        }
    }

    private void readRow(JsonParser parser) throws IOException {
        if (++row == MOST_ROWS) {
            throw invalid("/rows", "must have at most 1,000 rows");
        }
        seen = 0;
        require(parser.currentToken() == JsonToken.START_OBJECT, "/rows/" + row, "must be an object");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            int bit = field(name, parser);
            if (bit == 0) {
                throw malformed(name, "is not a field of a row");
            }
            if ((seen & bit) != 0) {
                throw malformed(name, "stands twice");
            }
            seen |= bit;
        }
        end(seen);
    }

    /** From 0. */
    final int row() {
        return row;
    }

    /** The row's id, as PostgreSQL writes it: a UUIDv7 of a time in the window. */
    final String id(JsonParser parser) throws IOException {
        String text = text(parser, "id");
        UUID id = text.length() == UUID_LENGTH ? parsed(text) : null;
        if (id == null || id.version() != 7 || id.variant() != 2) {
            throw malformed("id", "must be a UUID of version 7");
        }
        if (!window.holds(id)) {
            throw malformed("id", "must be of a time from " + window.from() + " on and before " + window.until());
        }
        return id.toString();
    }

    private static @Nullable UUID parsed(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException foreign) {
            return null;
        }
    }

    /** A text that can be stored. */
    final String text(JsonParser parser, String name) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw malformed(name, "must be a text");
        }
        String text = parser.getText();
        String fault = StorableText.fault(text);
        if (fault != null) {
            throw invalid(pointer(name), fault);
        }
        return text;
    }

    final void requireField(int fields, int bit, String name) {
        if ((fields & bit) == 0) {
            throw invalid(pointer(name), "must be there");
        }
    }

    final RequestError malformed(String name, String detail) {
        return unreadable(pointer(name), detail);
    }

    /** A value of the right form that can't be accepted. */
    static RequestError invalid(String pointer, String detail) {
        return RequestError.invalid(
                "a row can't be accepted, so none was written", List.of(FieldError.inBody(pointer, detail)));
    }

    final String pointer(String name) {
        return pointer(row, name);
    }

    static String pointer(int row, String name) {
        return "/rows/" + row + "/" + FieldError.escaped(name);
    }

    private static void require(boolean right, String pointer, String detail) {
        if (!right) {
            throw unreadable(pointer, detail);
        }
    }

    private static RequestError unreadable(String pointer, String detail) {
        return RequestError.unreadable(
                "the body can't be read, so nothing was written", List.of(FieldError.inBody(pointer, detail)));
    }
}
