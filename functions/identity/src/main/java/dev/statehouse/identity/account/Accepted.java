package dev.statehouse.identity.account;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;

/**
 * The one answer to whatever asks for a message.
 *
 * @param detail what happens next
 */
@Introspected
record Accepted(String detail) {

    static HttpResponse<Accepted> response() {
        return HttpResponse.accepted().body(new Accepted("a message is on its way to the address"));
    }
}
