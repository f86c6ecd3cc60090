package dev.statehouse.identity.account;

import dev.statehouse.data.identity.MailToken;
import dev.statehouse.data.identity.User;
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

/** Proofs of addresses: of new accounts, and of accounts that move. */
@Controller("/v1/email-verifications")
@Tag(name = "Account")
class EmailVerificationController {

    private final AccountLimits limits;
    private final Registrations registrations;
    private final EmailChanges changes;
    private final Outbox outbox;

    EmailVerificationController(
            AccountLimits limits, Registrations registrations, EmailChanges changes, Outbox outbox) {
        this.limits = limits;
        this.registrations = registrations;
        this.changes = changes;
        this.outbox = outbox;
    }

    @Post
    @Operation(summary = "Send a registration's message again", operationId = "sendEmailVerification")
    @Answers(value = Accepted.class, status = 202)
    HttpResponse<?> send(Visitor visitor, @Valid @Body EmailAddress body) {
        limits.takeMessage("verify", body.email(), visitor.address());
        outbox.send(registrations.renew(visitor, body.email()));
        return Accepted.response();
    }

    @Post("/confirm")
    @Operation(
            summary = "Prove an address by the token of its message; opens the account or moves it",
            operationId = "confirmEmail")
    User confirm(Visitor visitor, @Valid @Body SentToken body) {
        limits.takeToken(visitor.address());
        MailToken token = SentToken.parse(body.token());
        User opened = registrations.confirm(visitor, token);
        return opened == null ? changes.confirm(visitor, token) : opened;
    }
}
