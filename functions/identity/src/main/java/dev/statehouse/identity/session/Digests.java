package dev.statehouse.identity.session;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Names of people as the keys of limits hold them: not in the clear, and ignoring case. */
public final class Digests {

    private Digests() {}

    /** Short, and not reversed by looking at it; two names of one digest would only share a limit. */
    public static String of(String name) {
        return UUID.nameUUIDFromBytes(name.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
