package dev.statehouse.identity.account;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.MailToken;
import dev.statehouse.data.identity.User;
import dev.statehouse.data.identity.UserToken;
import dev.statehouse.data.identity.UserTokens;
import dev.statehouse.data.identity.Users;
import dev.statehouse.http.Visitor;
import dev.statehouse.identity.mail.Messages;
import dev.statehouse.identity.mail.Outbox;
import dev.statehouse.mail.Mail;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Accounts that move to another address: they keep the old one until the new one is proved. */
@Singleton
final class EmailChanges {

    private static final Duration LIFE = Duration.ofHours(24);

    private final Workspaces workspaces;
    private final Users users;
    private final UserTokens tokens;
    private final Outbox outbox;
    private final Clock clock;

    EmailChanges(Workspaces workspaces, Users users, UserTokens tokens, Outbox outbox, Clock clock) {
        this.workspaces = workspaces;
        this.users = users;
        this.tokens = tokens;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Writes down where an account is to move; part of the transaction around it.
     *
     * @return the message to be sent: with a token, or to whoever has an account there already
     */
    Mail begin(UUID userId, String email) {
        MailToken token = MailToken.random(new SecureRandom());
        Instant now = clock.instant();
        User owner = users.withEmail(email);
        boolean known = owner != null && !owner.id().equals(userId);
        tokens.clear(now);
        tokens.insert(Ids.next(), userId, UserToken.VERIFY_EMAIL, email, token.sha256(), now.plus(LIFE));
        return known ? Messages.hasAccount(email) : Messages.confirmAddress(email, token);
    }

    /**
     * Moves the account that this token was sent for, and tells its old address.
     *
     * @throws dev.statehouse.http.RequestError if it is no such token
     * @throws DataError {@code ALREADY_EXISTS} if the address was taken since
     */
    User confirm(Visitor visitor, MailToken token) {
        Moved moved = workspaces.writeOutside(null, visitor.origin(), () -> move(token, clock.instant()));
        outbox.send(Messages.addressMoved(moved.from()));
        return moved.user();
    }

    private record Moved(String from, User user) {}

    private Moved move(MailToken token, Instant now) {
        List<UserToken> used = tokens.use(token.sha256(), UserToken.VERIFY_EMAIL, now);
        User before = used.isEmpty() ? null : users.find(used.getFirst().userId());
        if (before == null) {
            throw SentToken.unknown();
        }
        // What was sent to the old address must not open the account any more.
        tokens.endAll(before.id());
        User user = users.moveTo(before.id(), used.getFirst().email(), now).getFirst();
        return new Moved(before.email(), user);
    }
}
