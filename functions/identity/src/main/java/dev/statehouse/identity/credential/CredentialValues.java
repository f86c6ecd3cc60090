package dev.statehouse.identity.credential;

import dev.statehouse.data.DataError;
import java.nio.charset.StandardCharsets;

/** What a value may be beyond what its field's constraints can say. */
final class CredentialValues {

    static final int MOST_BYTES = 65_536;

    private CredentialValues() {}

    /** @throws DataError {@code INVALID}, of {@code /value}, if it is too long in UTF-8 */
    static String checked(String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new DataError(
                    DataError.Kind.INVALID, "must have at most %,d bytes in UTF-8".formatted(MOST_BYTES), "/value");
        }
        return value;
    }
}
