package dev.statehouse.identity.account;

import dev.statehouse.data.limit.Addresses;
import dev.statehouse.data.limit.Limit;
import dev.statehouse.data.limit.RateLimits;
import dev.statehouse.data.limit.Taken;
import dev.statehouse.http.RequestError;
import dev.statehouse.identity.session.Digests;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** How often what costs a hash or a message may be asked for. Redis counts; while it is away, each instance does. */
@Singleton
final class AccountLimits {

    private static final int BY_ADDRESS = 30;
    private static final int BY_EMAIL = 5;
    private static final int PASSWORDS = 10;
    private static final Duration WINDOW = Duration.ofHours(1);

    private final RateLimits limits;

    AccountLimits(RateLimits limits) {
        this.limits = limits;
    }

    /**
     * For what sends a message to whatever address is named.
     *
     * @param operation its name, as the limit's key begins
     * @throws RequestError 429
     */
    void takeMessage(String operation, String email, String address) {
        take(List.of(
                new Limit(operation, operation + ":email:" + Digests.of(email), BY_EMAIL, WINDOW),
                new Limit(operation + "-address", operation + ":" + Addresses.key(address), BY_ADDRESS, WINDOW)));
    }

    /**
     * For a password that somebody who is logged in shows again.
     *
     * @throws RequestError 429
     */
    void takePassword(UUID userId) {
        take(List.of(new Limit("password:user:" + userId, PASSWORDS, WINDOW)));
    }

    /**
     * For a token of a message.
     *
     * @throws RequestError 429
     */
    void takeToken(String address) {
        take(List.of(new Limit("mail-token", "mail-token:" + Addresses.key(address), BY_ADDRESS, WINDOW)));
    }

    private void take(List<Limit> wanted) {
        Taken taken = limits.take(wanted);
        if (!taken.allowed()) {
            throw RequestError.tooManyRequests("too many attempts", taken.retryAfter());
        }
    }
}
