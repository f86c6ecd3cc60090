package dev.statehouse.crud.agentrun;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.data.agentrun.NewLogLines;
import dev.statehouse.http.StorableJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that a run says. */
final class LogBatch extends RowBatch {

    private static final int LONGEST_MESSAGE = 8_000;
    private static final int MOST_DATA = 16_000;

    private static final int ID = 1;
    private static final int LEVEL = 2;
    private static final int MESSAGE = 4;
    private static final int DATA = 8;

    private final List<String> ids = new ArrayList<>();
    private final List<String> levels = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private final List<@Nullable String> data = new ArrayList<>();
    private @Nullable String rowsData;

    LogBatch(LineWindow window) {
        super(window);
    }

    static NewLogLines read(byte[] body, LineWindow window) {
        LogBatch batch = new LogBatch(window);
        batch.read(body);
        return batch.lines();
    }

    @SuppressWarnings("NullAway") // An array of nullable elements, which the driver sends as NULLs.
    private NewLogLines lines() {
        return new NewLogLines(
                ids.toArray(String[]::new),
                levels.toArray(String[]::new),
                messages.toArray(String[]::new),
                data.toArray(String[]::new));
    }

    @Override
    int field(String name, JsonParser parser) throws IOException {
        return switch (name) {
            case "id" -> {
                ids.add(id(parser));
                yield ID;
            }
            case "level" -> {
                levels.add(level(parser));
                yield LEVEL;
            }
            case "message" -> {
                messages.add(message(parser));
                yield MESSAGE;
            }
            case "data" -> {
                rowsData = data(parser);
                yield DATA;
            }
            default -> 0;
        };
    }

    private String level(JsonParser parser) throws IOException {
        String level = text(parser, "level");
        if (!LogLevel.isKnown(level)) {
            throw invalid(pointer("level"), LogLevel.NONE);
        }
        return level;
    }

    // PostgreSQL counts characters, Java what may be halves of one: only a long text is counted.
    private String message(JsonParser parser) throws IOException {
        String message = text(parser, "message");
        if (message.length() > LONGEST_MESSAGE && message.codePointCount(0, message.length()) > LONGEST_MESSAGE) {
            throw invalid(pointer("message"), "must have at most 8,000 characters");
        }
        return message;
    }

    private @Nullable String data(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("data", "must be a JSON object");
        }
        String text = StorableJson.read(parser).text();
        if (text.length() > MOST_DATA) {
            throw invalid(pointer("data"), "must have at most 16,000 characters of JSON");
        }
        return text;
    }

    @Override
    void end(int fields) {
        requireField(fields, ID, "id");
        requireField(fields, LEVEL, "level");
        requireField(fields, MESSAGE, "message");
        data.add(rowsData);
        rowsData = null;
    }
}
