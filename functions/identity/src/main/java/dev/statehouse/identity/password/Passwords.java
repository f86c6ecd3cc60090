package dev.statehouse.identity.password;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.BcryptFunction;
import com.password4j.types.Argon2;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with argon2id, and checks them; also against bcrypt, in which another system may have left them.
 * Thread-safe. One hash takes 46 MiB for as long as it is worked on; a Lambda instance works on one event at a time.
 */
@Singleton
public final class Passwords {

    // OWASP ASVS 5.0, appendix C.4 (Approved Password Hashing): argon2id with t = 1, m >= 47104 KiB, p = 1.
    private static final int MEMORY_KIB = 47_104;
    private static final int ITERATIONS = 1;
    private static final int PARALLELISM = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON2 =
            Argon2Function.getInstance(MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_BYTES, Argon2.ID);
    private static final String CURRENT = "$argon2id$v=19$m=47104,t=1,p=1$";
    private static final String BCRYPT = "$2";

    private final AtomicLong runs = new AtomicLong();

    /** The hash to be stored, with a salt of its own. */
    public String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        // Made here rather than once: nothing that salts come from stands in a snapshot of the function.
        new SecureRandom().nextBytes(salt);
        runs.incrementAndGet();
        return ARGON2.hash(bytes(password), salt).getResult();
    }

    /**
     * Whether this is the password. A wrong one costs an argon2id whatever it is compared with, so that nobody learns by the
     * clock whether an account is there.
     *
     * @param hash null where there is no account, or none with a password: the answer is no
     */
    public boolean matches(String password, @Nullable String hash) {
        if (hash == null) {
            hash(password);
            return false;
        }
        if (!hash.startsWith(BCRYPT)) {
            runs.incrementAndGet();
            return check(() -> Argon2Function.getInstanceFromHash(hash).check(normal(password), hash));
        }
        // As it was typed: the other system knew nothing of normal forms.
        boolean matches = check(() -> BcryptFunction.getInstanceFromHash(hash).check(password, hash));
        if (!matches) {
            hash(password);
        }
        return matches;
    }

    /** Whether a hash is weaker than a new one would be, so that it is to be replaced while its password is at hand. */
    public boolean isOutdated(String hash) {
        return !hash.startsWith(CURRENT);
    }

    /** How many argon2id were worked out since the start: nearly all of what a login costs. */
    public long runs() {
        return runs.get();
    }

    private static boolean check(java.util.function.BooleanSupplier comparison) {
        try {
            return comparison.getAsBoolean();
        } catch (BadParametersException unreadable) {
            // Its message may quote the hash.
            throw new IllegalStateException("a stored password hash can't be read");
        }
    }

    private static byte[] bytes(String password) {
        return normal(password).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    // One keyboard writes é as one character, another as two (Unicode Standard Annex 15).
    private static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }
}
