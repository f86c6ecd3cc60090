package dev.statehouse.data;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Makes row ids: UUIDv7 (RFC 9562), which sort by time and so fill the indexes from one end. Thread-safe. */
public final class Ids {

    private Ids() {}

    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
