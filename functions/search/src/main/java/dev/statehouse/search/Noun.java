package dev.statehouse.search;

import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.RequestError;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has texts that are searched, and what a caller needs to read them. */
enum Noun {
    EXPERIENCE(Permission.PROFILES_READ),
    ISSUE(Permission.ISSUES_READ),
    KNOWLEDGE(Permission.KNOWLEDGE_READ),
    LOG(Permission.RUNS_READ),
    MESSAGE(Permission.CONVERSATIONS_READ),
    PROFILE(Permission.PROFILES_READ),
    PROMPT(Permission.PROMPTS_READ),
    SKILL(Permission.PROFILES_READ),
    VECTOR(Permission.VECTORS_READ);

    private final Permission needed;

    Noun(Permission needed) {
        this.needed = needed;
    }

    /** As requests and answers name it. */
    String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Those that a search looks at.
     *
     * @param types as the caller named them; null or none: all that the caller may read
     * @throws RequestError for a name that is none, or one that the caller may not read
     */
    static List<String> among(@Nullable List<String> types, Caller caller) {
        if (types == null || types.isEmpty()) {
            return Arrays.stream(values())
                    .filter(noun -> caller.may(noun.needed))
                    .map(Noun::type)
                    .toList();
        }
        return types.stream()
                .distinct()
                .map(Noun::of)
                .map(noun -> noun.permittedTo(caller))
                .toList();
    }

    private static Noun of(String type) {
        return Arrays.stream(values())
                .filter(noun -> noun.type().equals(type))
                .findFirst()
                .orElseThrow(() -> RequestError.malformed(
                        "type",
                        "type must be one of "
                                + Arrays.stream(values()).map(Noun::type).collect(Collectors.joining(", "))));
    }

    private String permittedTo(Caller caller) {
        if (!caller.may(needed)) {
            throw RequestError.forbidden(caller, needed);
        }
        return type();
    }
}
