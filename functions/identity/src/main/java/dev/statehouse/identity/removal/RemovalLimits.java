package dev.statehouse.identity.removal;

import dev.statehouse.data.limit.Addresses;
import dev.statehouse.data.limit.Limit;
import dev.statehouse.data.limit.RateLimits;
import dev.statehouse.data.limit.Taken;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** How often a removal may be looked up without credentials. Redis counts; while it is away, each instance does. */
@Singleton
final class RemovalLimits {

    private static final int BY_ADDRESS = 60;
    private static final Duration WINDOW = Duration.ofMinutes(15);

    private final RateLimits limits;

    RemovalLimits(RateLimits limits) {
        this.limits = limits;
    }

    /** @throws RequestError 429 */
    void take(String address) {
        Taken taken =
                limits.take(List.of(new Limit("removal", "removal:" + Addresses.key(address), BY_ADDRESS, WINDOW)));
        if (!taken.allowed()) {
            throw RequestError.tooManyRequests("too many removals were looked up", taken.retryAfter());
        }
    }
}
