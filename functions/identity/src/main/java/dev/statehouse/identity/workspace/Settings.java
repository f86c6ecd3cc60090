package dev.statehouse.identity.workspace;

import dev.statehouse.data.Json;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What settings may be. */
final class Settings {

    /** In characters of JSON: each list of workspaces shows them. */
    static final int LONGEST = 20_000;

    private Settings() {}

    static void check(@Nullable Json settings) {
        if (settings != null && !settings.text().startsWith("{")) {
            throw refused("must be a JSON object");
        }
        if (settings != null && settings.text().length() > LONGEST) {
            throw refused("must have at most " + LONGEST + " characters of JSON");
        }
    }

    private static RequestError refused(String fault) {
        return RequestError.invalid("settings " + fault, List.of(Problem.FieldError.inBody("/settings", fault)));
    }
}
