package dev.statehouse.data.identity;

import dev.statehouse.data.limit.Plan;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What PostgreSQL said of a credential, in the form in which Redis remembers it: a line that its script reads too, and the
 * facts, which only this side reads.
 *
 * @param askedAt when PostgreSQL was asked, by Redis's clock: it can't know of anything later
 * @param until when it stops to be valid; in the past for one that is not
 * @param sha256 of the whole credential, which proves it
 * @param owner whose first limit it counts against: its workspace, or its person where it names no workspace
 * @param id of the key or the session, or of the one whom a token is about
 * @param facts texts by name, as the authorizer answers; neither names nor values hold a line break
 */
@SuppressWarnings("ArrayRecordComponent") // Compared in constant time, never as part of the record.
public record KnownCredential(
        Instant askedAt, Instant until, byte[] sha256, String owner, Plan plan, String id, Map<String, String> facts) {

    private static final int WORDS = 6;

    /** Later than any credential lives, and a number that Lua holds exactly. */
    public static final Instant NEVER_ENDS = Instant.parse("9999-01-01T00:00:00Z");

    /** Earlier than any moment at which somebody asks: of what is valid no longer. */
    public static final Instant ENDED = Instant.EPOCH;

    String text() {
        StringBuilder text = new StringBuilder()
                .append(askedAt.toEpochMilli())
                .append(' ')
                .append(until.toEpochMilli())
                .append(' ')
                .append(HexFormat.of().formatHex(sha256))
                .append(' ')
                .append(owner)
                .append(' ')
                .append(plan.label())
                .append(' ')
                .append(id);
        facts.forEach(
                (name, value) -> text.append('\n').append(name).append('=').append(value));
        return text.toString();
    }

    /** Null for what another version of this class wrote. */
    static @Nullable KnownCredential parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != WORDS) {
            return null;
        }
        try {
            return new KnownCredential(
                    Instant.ofEpochMilli(Long.parseLong(words[0])),
                    Instant.ofEpochMilli(Long.parseLong(words[1])),
                    HexFormat.of().parseHex(words[2]),
                    words[3],
                    Plan.named(words[4]),
                    words[5],
                    facts(lines));
        } catch (IllegalArgumentException unreadable) {
            return null;
        }
    }

    private static Map<String, String> facts(String[] lines) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            int equals = lines[i].indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("no fact");
            }
            facts.put(lines[i].substring(0, equals), lines[i].substring(equals + 1));
        }
        return facts;
    }

    /** Without the digest. */
    @Override
    public String toString() {
        return id + " of " + owner + " until " + until;
    }
}
