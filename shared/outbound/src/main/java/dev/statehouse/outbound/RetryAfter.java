package dev.statehouse.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** How long a server asks to be left alone (RFC 9110, section 10.2.3). */
public final class RetryAfter {

    private static final Duration MOST = Duration.ofHours(6);

    private RetryAfter() {}

    /**
     * Reads the header.
     *
     * @param header seconds or a date; null without one
     * @return from nothing to six hours; nothing if it can't be read
     */
    public static Duration of(@Nullable String header, Instant now) {
        Duration wait = header == null ? Duration.ZERO : read(header.strip(), now);
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MOST) > 0 ? MOST : wait;
    }

    private static Duration read(String header, Instant now) {
        if (header.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            return Duration.between(
                    now,
                    ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeParseException foreign) {
            return Duration.ZERO;
        }
    }
}
