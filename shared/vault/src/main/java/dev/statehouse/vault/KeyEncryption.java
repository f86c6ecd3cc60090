package dev.statehouse.vault;

import com.google.crypto.tink.Aead;
import dev.statehouse.data.DataError;
import java.util.Map;

/** The keys that data keys are encrypted with. Thread-safe; reads nothing before it is first asked. */
interface KeyEncryption {

    /** The name of the key that new values are encrypted under; names are never given to another key. */
    String presentKey();

    /**
     * A key, bound to what it is used for: it decrypts only under the context that it encrypted under. What is passed to
     * it as associated data counts for nothing.
     *
     * @throws DataError {@code UNAVAILABLE} if there is no key of this name; so do both of its operations while the key
     *     can't be reached
     */
    Aead key(String name, Map<String, String> context);

    static DataError missing() {
        return new DataError(DataError.Kind.UNAVAILABLE, "the key that the value is encrypted under is not available");
    }
}
