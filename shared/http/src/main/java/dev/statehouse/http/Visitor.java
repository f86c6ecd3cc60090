package dev.statehouse.http;

import dev.statehouse.data.Origin;
import io.swagger.v3.oas.annotations.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * Where a request comes from, whoever sent it. A controller that takes neither a {@link Caller} nor a {@link Person} takes
 * one of these: it is open to everybody.
 *
 * @param address as the gateway saw it
 * @param userAgent what the client says that it is
 * @param requestId of the gateway, as its access log has it
 */
@Hidden
public record Visitor(
        String address,
        @Nullable String userAgent,
        @Nullable String requestId) {

    /** Of work for somebody who has proved nothing. */
    public Origin origin() {
        return Origin.unproved(address, requestId);
    }
}
