package dev.statehouse.identity.password;

import com.nulabinc.zxcvbn.StandardDictionaries;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.stream.Collectors;

/** The passwords that are guessed first: the list of zxcvbn, 11,611 of them long enough to matter here. */
final class CommonPasswords {

    private static final Set<String> KNOWN = load();

    private CommonPasswords() {}

    /** @param password in lower case */
    static boolean contain(String password) {
        return KNOWN.contains(password) || password.chars().distinct().count() < 3;
    }

    private static Set<String> load() {
        try {
            return StandardDictionaries.PASSWORDS_LOADER.load().getFrequencies().stream()
                    .filter(password -> password.length() >= NewPassword.SHORTEST)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
