package dev.statehouse.data.identity;

import dev.statehouse.data.limit.Plan;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern LINE =
            Pattern.compile("(\\d{1,15}) (\\d{1,15}) ([0-9a-f]{64}) ([0-9a-f-]{36}) ([a-z]+) ([0-9a-f-]{36})");

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
        Matcher line = LINE.matcher(lines[0]);
        if (!line.matches()) {
            return null;
        }
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] fact = lines[i].split("=", 2);
            facts.put(fact[0], fact[1]);
        }
        return new KnownCredential(
                Instant.ofEpochMilli(Long.parseLong(line.group(1))),
                Instant.ofEpochMilli(Long.parseLong(line.group(2))),
                HexFormat.of().parseHex(line.group(3)),
                line.group(4),
                Plan.named(line.group(5)),
                line.group(6),
                facts);
    }

    /** Without the digest. */
    @Override
    public String toString() {
        return id + " of " + owner + " until " + until;
    }
}
