package dev.statehouse.identity.password;

import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a password must be: 8 to 128 characters, none of the common ones, and not one's own name. No rules on what kinds of
 * characters it has (OWASP ASVS 5.0, 6.2.1 to 6.2.12).
 */
public final class NewPassword {

    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private static final int TELLING = 4;

    private NewPassword() {}

    /**
     * Refuses a password that is guessed soon.
     *
     * @param pointer of its field
     * @param names the username, the address: whatever the first guess would be
     * @throws RequestError 422, naming the field
     */
    public static void check(String password, String pointer, @Nullable String... names) {
        String fault = fault(password, names);
        if (fault != null) {
            throw RequestError.invalid(fault, List.of(FieldError.inBody(pointer, fault)));
        }
    }

    private static @Nullable String fault(String password, @Nullable String... names) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return "a password has %d to %d characters".formatted(SHORTEST, LONGEST);
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (CommonPasswords.contain(folded)) {
            return "this password is one of the most common ones";
        }
        for (String name : names) {
            if (name != null && isMostly(folded, name.toLowerCase(Locale.ROOT))) {
                return "a password must not be made of one's own name or address";
            }
        }
        return null;
    }

    /** Whether so little is left without the name that it would be guessed. */
    private static boolean isMostly(String password, String name) {
        String local = name.split("@", 2)[0];
        return local.length() >= TELLING
                && password.replace(name, "").replace(local, "").length() < TELLING;
    }
}
