package dev.statehouse.crud.prompt;

import dev.statehouse.http.RequestError;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of labels. */
final class Labels {

    /** What callers get unless they ask for another. */
    static final String PRODUCTION = "production";

    /** The newest version, whatever its labels; nobody moves it. */
    static final String LATEST = "latest";

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9._-]{0,62}[a-z0-9])?");

    private Labels() {}

    /** @throws RequestError unless it has the form of a label's name */
    static String checked(String name) {
        if (!NAME.matcher(name).matches()) {
            throw RequestError.malformed(
                    "label",
                    "a label has 1 to 64 lower-case letters, digits, '.', '_' or '-', and no sign at its ends");
        }
        return name;
    }

    /** As {@link #checked}, for a label that is to be moved. */
    static String movable(String name) {
        if (name.equals(LATEST)) {
            throw RequestError.malformed("label", "'latest' is always the newest version and can't be moved");
        }
        return checked(name);
    }

    static String orProduction(@Nullable String name) {
        return name == null ? PRODUCTION : checked(name);
    }
}
