package dev.statehouse.identity.credential;

import dev.statehouse.data.credential.KeyUse;
import io.micronaut.core.annotation.Introspected;
import java.util.List;

/**
 * How far a rotation is.
 *
 * @param presentKey name of the key that new values are encrypted under
 * @param keys how many values are under each key
 * @param remaining values that are not under the present key
 */
@Introspected
record RotationProgress(String presentKey, List<KeyUse> keys, long remaining, boolean done) {

    static RotationProgress of(String presentKey, List<KeyUse> keys) {
        long remaining = keys.stream()
                .filter(key -> !key.keyName().equals(presentKey))
                .mapToLong(KeyUse::credentials)
                .sum();
        return new RotationProgress(presentKey, keys, remaining, remaining == 0);
    }
}
