package dev.statehouse.identity.account;

import dev.statehouse.data.identity.MailToken;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import io.micronaut.core.annotation.Introspected;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** A token as its bearer sends it back. */
@Introspected
record SentToken(@NotNull @Size(max = 200) String token) {

    /** @throws RequestError 422, as for a token that is not known */
    static MailToken parse(String text) {
        MailToken token = MailToken.parse(text);
        if (token == null) {
            throw unknown();
        }
        return token;
    }

    static RequestError unknown() {
        String fault = "the token is not known, was used, or has expired";
        return RequestError.invalid(fault, List.of(FieldError.inBody("/token", fault)));
    }

    /** Without the token, for a log would keep it. */
    @Override
    public String toString() {
        return "token";
    }
}
