package dev.statehouse.vault;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys are, from the environment variables {@code CREDENTIAL_KEY_FILE} and so on.
 *
 * @param keyFile a {@link KeyFile}, for machines without AWS; goes before the others
 * @param keyArn the present key in AWS KMS
 * @param oldKeyArns keys that are still needed for reading, separated by commas
 */
@ConfigurationProperties("credential")
record CredentialSettings(
        @Nullable String keyFile,
        @Nullable String keyArn,
        @Nullable String oldKeyArns) {

    /** Of the old keys and the present one: all that may be asked to decrypt. */
    Set<String> knownArns() {
        Set<String> known = new LinkedHashSet<>(
                Arrays.asList(Objects.requireNonNullElse(oldKeyArns, "").split(",", -1)));
        known.add(Objects.requireNonNullElse(keyArn, ""));
        known.remove("");
        return known;
    }
}
