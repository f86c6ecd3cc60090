package dev.statehouse.vault;

import com.google.crypto.tink.Aead;
import dev.statehouse.data.DataError;
import java.util.Map;

/** What there is without configuration: whoever keeps no credentials needs no key. */
final class NoKeys implements KeyEncryption {

    @Override
    public String presentKey() {
        throw new DataError(DataError.Kind.UNAVAILABLE, "no key for credentials is configured");
    }

    @Override
    public Aead key(String name, Map<String, String> context) {
        throw KeyEncryption.missing();
    }
}
