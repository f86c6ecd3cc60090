package dev.statehouse.crud.profile;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A path segment that names a profile: its id or its slug, and no slug looks like an id. */
final class ProfileSegment {

    private static final Pattern ID =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private ProfileSegment() {}

    /** The id; null if it is a slug. */
    static @Nullable UUID id(String segment) {
        return ID.matcher(segment).matches() ? UUID.fromString(segment) : null;
    }
}
