package dev.statehouse.identity.session;

import dev.statehouse.data.limit.Addresses;
import dev.statehouse.data.limit.Limit;
import dev.statehouse.data.limit.RateLimits;
import dev.statehouse.data.limit.Taken;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * How often a login may be tried, before any password is looked at: tightly for one name from one address, more loosely for
 * an address, and for a name from everywhere. Whoever guesses from many addresses uses the last one up; its owner still gets
 * in, from an address that they logged in from before. Redis counts; while it is away, each instance does.
 */
@Singleton
final class LoginLimits {

    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final int BY_NAME_AND_ADDRESS = 10;
    private static final int BY_ADDRESS = 100;
    private static final int BY_NAME = 100;

    private final RateLimits limits;
    private final Logins logins;

    LoginLimits(RateLimits limits, Logins logins) {
        this.limits = limits;
        this.logins = logins;
    }

    /** @throws RequestError 429 */
    void take(String name, String address) {
        String digest = Digests.of(name);
        String from = Addresses.key(address);
        check(limits.take(List.of(
                new Limit("login", "login:" + digest + ":" + from, BY_NAME_AND_ADDRESS, WINDOW),
                new Limit("login-address", "login:" + from, BY_ADDRESS, WINDOW))));
        Taken everywhere = limits.take(List.of(new Limit("login-name", "login:" + digest, BY_NAME, WINDOW)));
        if (!everywhere.allowed() && !logins.isFamiliar(name, address)) {
            check(everywhere);
        }
    }

    private static void check(Taken taken) {
        if (!taken.allowed()) {
            throw RequestError.tooManyRequests("too many attempts to log in", taken.retryAfter());
        }
    }
}
