package dev.statehouse.authorizer.token;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.data.identity.KnownCredential;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The claims of a token, each of its own form (RFC 7519, section 4.1). */
record Claims(JsonNode payload) {

    private static final int MOST_AUDIENCES = 20;
    private static final int LONGEST_AUDIENCE = 500;

    // What PostgreSQL, Redis and the audit log hold without escaping it.
    private static final Pattern WORD = Pattern.compile("[!-~]+");

    /** Visible ASCII characters without a space; null if it is absent or anything else. */
    @Nullable
    String word(String name, int most) {
        String text = payload.path(name).textValue();
        return text != null && text.length() <= most && WORD.matcher(text).matches() ? text : null;
    }

    /** One text, or an array of some; empty for anything else. */
    List<String> audiences() {
        List<String> audiences = texts("aud");
        return audiences.size() <= MOST_AUDIENCES && audiences.stream().allMatch(Claims::isAudience)
                ? audiences
                : List.of();
    }

    private static boolean isAudience(String audience) {
        return audience.length() <= LONGEST_AUDIENCE && WORD.matcher(audience).matches();
    }

    /** Of {@code scope}, separated by spaces (RFC 8693, section 4.2), and of {@code scp}, in either form. */
    Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>();
        for (String name : new String[] {"scope", "scp"}) {
            texts(name).forEach(text -> scopes.addAll(Arrays.asList(text.split(" ", -1))));
        }
        scopes.remove("");
        return scopes;
    }

    private List<String> texts(String name) {
        JsonNode claim = payload.path(name);
        if (claim.isTextual()) {
            return List.of(claim.asText());
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : claim.isArray() ? claim : List.<JsonNode>of()) {
            if (!text.isTextual()) {
                return List.of();
            }
            texts.add(text.asText());
        }
        return texts;
    }

    /**
     * Seconds since 1970, with or without a fraction, which does not count.
     *
     * @param absent what its absence stands for
     * @return null if it is no instant that a clock could show
     */
    @Nullable
    Instant instant(String name, @Nullable Instant absent) {
        JsonNode claim = payload.path(name);
        if (claim.isMissingNode()) {
            return absent;
        }
        // Not as a decimal: one with a large exponent takes longer than the world to write out.
        double seconds = claim.isNumber() ? claim.doubleValue() : Double.NaN;
        return seconds >= 0 && seconds < KnownCredential.NEVER_ENDS.getEpochSecond()
                ? Instant.ofEpochSecond((long) seconds)
                : null;
    }
}
