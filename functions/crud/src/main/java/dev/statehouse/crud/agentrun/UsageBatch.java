package dev.statehouse.crud.agentrun;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.statehouse.data.agentrun.LineWindow;
import dev.statehouse.data.agentrun.NewTokenUsages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Calls of models that a run made. */
final class UsageBatch extends RowBatch {

    private static final Pattern WORD = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,98}[a-z0-9])?");
    private static final int LONGEST_MODEL = 200;
    private static final long MOST_TOKENS = 1_000_000_000_000L;

    private static final String[] CLASSES = {"inputTokens", "cachedInputTokens", "outputTokens", "reasoningTokens"};
    private static final int TOTAL = CLASSES.length;

    private static final int ID = 1;
    private static final int PROVIDER = 2;
    private static final int MODEL = 4;
    private static final int FIRST_CLASS = 8;
    private static final int TOTAL_TOKENS = FIRST_CLASS << TOTAL;

    private final List<String> ids = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();
    private final List<String> models = new ArrayList<>();
    private final long[][] tokens = new long[TOTAL + 1][MOST_ROWS];

    UsageBatch(LineWindow window) {
        super(window);
    }

    static NewTokenUsages read(byte[] body, LineWindow window) {
        UsageBatch batch = new UsageBatch(window);
        batch.read(body);
        return batch.usages();
    }

    private NewTokenUsages usages() {
        return new NewTokenUsages(
                ids.toArray(String[]::new),
                providers.toArray(String[]::new),
                models.toArray(String[]::new),
                counted(0),
                counted(1),
                counted(2),
                counted(3),
                counted(TOTAL));
    }

    private long[] counted(int column) {
        return java.util.Arrays.copyOf(tokens[column], ids.size());
    }

    @Override
    int field(String name, JsonParser parser) throws IOException {
        return switch (name) {
            case "id" -> {
                ids.add(id(parser));
                yield ID;
            }
            case "provider" -> {
                providers.add(provider(parser));
                yield PROVIDER;
            }
            case "model" -> {
                models.add(model(parser));
                yield MODEL;
            }
            case "inputTokens" -> count(parser, name, 0);
            case "cachedInputTokens" -> count(parser, name, 1);
            case "outputTokens" -> count(parser, name, 2);
            case "reasoningTokens" -> count(parser, name, 3);
            case "totalTokens" -> count(parser, name, TOTAL);
            default -> 0;
        };
    }

    private String provider(JsonParser parser) throws IOException {
        String provider = text(parser, "provider");
        if (!WORD.matcher(provider).matches()) {
            throw invalid(
                    pointer("provider"), "must be a word of lower-case letters, digits, dots, hyphens and underscores");
        }
        return provider;
    }

    private String model(JsonParser parser) throws IOException {
        String model = text(parser, "model");
        if (model.isBlank() || model.length() > LONGEST_MODEL) {
            throw invalid(pointer("model"), "must have from 1 to 200 characters, and not be blank");
        }
        return model;
    }

    private int count(JsonParser parser, String name, int column) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw malformed(name, "must be a whole number");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                || parser.getLongValue() < 0
                || parser.getLongValue() > (column == TOTAL ? TOTAL * MOST_TOKENS : MOST_TOKENS)) {
            throw invalid(pointer(name), "must be from 0 to 1,000,000,000,000");
        }
        tokens[column][row()] = parser.getLongValue();
        return FIRST_CLASS << column;
    }

    @Override
    void end(int fields) {
        requireField(fields, ID, "id");
        requireField(fields, PROVIDER, "provider");
        requireField(fields, MODEL, "model");
        requireField(fields, TOTAL_TOKENS, "totalTokens");
        long sum = 0;
        for (int column = 0; column < TOTAL; column++) {
            sum += tokens[column][row()];
        }
        if (sum != tokens[TOTAL][row()]) {
            throw invalid(
                    pointer("totalTokens"),
                    "must be the sum of the classes, which have no token in common: cached input is not input as well, nor"
                            + " reasoning output");
        }
    }
}
