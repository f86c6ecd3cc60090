package dev.statehouse.identity.account;

import dev.statehouse.http.Answers;
import dev.statehouse.http.Visitor;
import dev.statehouse.identity.mail.Outbox;
import dev.statehouse.identity.password.NewPassword;
import dev.statehouse.identity.password.Passwords;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

/** Where accounts begin. */
@Controller("/v1/users")
@Tag(name = "Account")
class RegistrationController {

    private final AccountLimits limits;
    private final Passwords passwords;
    private final Registrations registrations;
    private final Outbox outbox;

    RegistrationController(AccountLimits limits, Passwords passwords, Registrations registrations, Outbox outbox) {
        this.limits = limits;
        this.passwords = passwords;
        this.registrations = registrations;
        this.outbox = outbox;
    }

    @Post
    @Operation(
            summary = "Register; a message brings the token that opens the account",
            description =
                    "Answers alike whether or not the address has an account: only its owner is told, by the message."
                            + " Usernames are public, so a taken one is a conflict.",
            operationId = "register")
    @Answers(value = Accepted.class, status = 202)
    HttpResponse<?> register(Visitor visitor, @Valid @Body Registration body) {
        NewPassword.check(body.password(), "/password", body.username(), body.email());
        limits.takeMessage("register", body.email(), visitor.address());
        outbox.send(registrations.add(visitor, body, passwords.hash(body.password())));
        return Accepted.response();
    }
}
