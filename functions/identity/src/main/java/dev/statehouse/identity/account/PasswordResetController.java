package dev.statehouse.identity.account;

import dev.statehouse.http.Answers;
import dev.statehouse.http.Visitor;
import dev.statehouse.identity.mail.Outbox;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;

/** New passwords for those who forgot theirs. */
@Controller("/v1/password-resets")
@Tag(name = "Account")
class PasswordResetController {

    private final AccountLimits limits;
    private final PasswordChanges changes;
    private final Outbox outbox;

    PasswordResetController(AccountLimits limits, PasswordChanges changes, Outbox outbox) {
        this.limits = limits;
        this.changes = changes;
        this.outbox = outbox;
    }

    @Post
    @Operation(
            summary = "Ask for a new password; a message brings the token",
            description = "Answers alike whether or not the address has an account.",
            operationId = "requestPasswordReset")
    @Answers(value = Accepted.class, status = 202)
    HttpResponse<?> send(Visitor visitor, @Valid @Body EmailAddress body) {
        limits.takeMessage("reset", body.email(), visitor.address());
        outbox.send(changes.beginReset(visitor, body.email()));
        return Accepted.response();
    }

    @Post("/confirm")
    @Operation(
            summary = "Set a new password by the token of the message; ends all logins",
            operationId = "confirmPasswordReset")
    @Answers(status = 204)
    HttpResponse<?> confirm(Visitor visitor, @Valid @Body ResetPassword body) {
        limits.takeToken(visitor.address());
        changes.reset(visitor, SentToken.parse(body.token()), body.password());
        return HttpResponse.noContent();
    }
}
