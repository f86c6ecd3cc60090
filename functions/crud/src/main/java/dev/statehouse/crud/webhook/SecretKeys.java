package dev.statehouse.crud.webhook;

import dev.statehouse.data.webhook.SecretKeyUse;
import io.micronaut.core.annotation.Introspected;
import java.util.List;

/**
 * Which keys the secrets of webhooks are under.
 *
 * @param presentKey name of the key that new secrets are encrypted under
 * @param keys how many secrets are under each key
 * @param remaining secrets that are not under the present key
 */
@Introspected
record SecretKeys(String presentKey, List<SecretKeyUse> keys, long remaining, boolean done) {

    static SecretKeys of(String presentKey, List<SecretKeyUse> keys) {
        long remaining = keys.stream()
                .filter(key -> !key.keyName().equals(presentKey))
                .mapToLong(SecretKeyUse::secrets)
                .sum();
        return new SecretKeys(presentKey, keys, remaining, remaining == 0);
    }
}
