package dev.statehouse.data;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.UUID;

/** Makes row ids: UUIDv7 (RFC 9562), which sort by time and so fill the indexes from one end. Thread-safe. */
public final class Ids {

    private Ids() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    /** The time in a UUIDv7, to the millisecond. */
    public static Instant time(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    /** The lowest id of a time: ids of before are lower, others are not. */
    public static UUID first(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }
}
