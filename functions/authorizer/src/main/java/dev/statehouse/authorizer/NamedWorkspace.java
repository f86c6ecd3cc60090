package dev.statehouse.authorizer;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The workspace that a request names in its header {@code Statehouse-Workspace}.
 *
 * @param text an id or a slug in lower case, empty for none, or {@link #NOBODYS}
 */
record NamedWorkspace(String text) {

    /** What no workspace is named; it stands for whatever can't be a name. */
    static final String NOBODYS = "-";

    private static final int MOST = 100;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    static NamedWorkspace in(AuthorizerEvent event) {
        String header = event.header("statehouse-workspace");
        String text = header == null ? "" : header.strip().toLowerCase(Locale.ROOT);
        boolean named =
                text.isEmpty() || (text.length() <= MOST && NAME.matcher(text).matches());
        return new NamedWorkspace(named ? text : NOBODYS);
    }

    boolean isNone() {
        return text.isEmpty();
    }

    @Nullable
    UUID id() {
        return ID.matcher(text).matches() ? UUID.fromString(text) : null;
    }

    @Nullable
    String slug() {
        return isNone() || id() != null ? null : text;
    }
}
