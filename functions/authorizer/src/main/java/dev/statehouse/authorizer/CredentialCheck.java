package dev.statehouse.authorizer;

import dev.statehouse.authorizer.token.IssuerUnavailableException;
import dev.statehouse.data.DataError;
import dev.statehouse.data.identity.ApiKeyText;
import dev.statehouse.data.identity.CredentialAnswer;
import dev.statehouse.data.identity.CredentialQuestion;
import dev.statehouse.data.identity.JwtText;
import dev.statehouse.data.identity.KnownCredential;
import dev.statehouse.data.identity.KnownCredentials;
import dev.statehouse.data.limit.Plan;
import dev.statehouse.data.limit.RateLimits;
import dev.statehouse.data.limit.Taken;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whose credential a request carries, and whether its limits let it pass: one round trip to Redis, and PostgreSQL
 * where that knows nothing fresh or does not answer. Thread-safe.
 */
@Singleton
final class CredentialCheck {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialCheck.class);

    /** As long as a session lives without use. */
    private static final Duration SESSION_KEPT = Duration.ofHours(24);

    /** Of keys and tokens, and of what is valid no longer. */
    private static final Duration OTHERS_KEPT = Duration.ofMinutes(1);

    private final KeyLookup keys;
    private final SessionLookup sessions;
    private final Denials denials;
    private final TokenLookup tokens;
    private final KnownCredentials known;
    private final RateLimits limits;
    private final Clock clock;

    CredentialCheck(
            KeyLookup keys,
            SessionLookup sessions,
            Denials denials,
            TokenLookup tokens,
            KnownCredentials known,
            RateLimits limits,
            Clock clock) {
        this.keys = keys;
        this.sessions = sessions;
        this.denials = denials;
        this.tokens = tokens;
        this.known = known;
        this.limits = limits;
        this.clock = clock;
    }

    /** The caller as texts by name, or {@code denied} with the reason why there is none. */
    Map<String, String> identify(AuthorizerEvent event) {
        NamedWorkspace named = NamedWorkspace.in(event);
        return switch (Presented.in(event)) {
            case Presented.Nothing nothing -> nobody(event, nothing.reason());
            case Presented.Key key -> timely(() -> key(key.text(), event, named));
            case Presented.Session session -> timely(() -> session(session, event, named));
            // Its issuer is a workspace's: without one there is nothing to check it by.
            case Presented.Token token ->
                named.isNone() ? nobody(event, Facts.FOREIGN) : timely(() -> token(token.text(), event, named));
        };
    }

    private Map<String, String> nobody(AuthorizerEvent event, String reason) {
        Taken taken = limits.take(List.of(KnownCredentials.ofAddress(Plan.FREE, event.operation(), event.address())));
        return Verdict.denied(reason, taken);
    }

    // An instance that was frozen while it worked must not answer by what it knew before.
    private Map<String, String> timely(Supplier<Map<String, String>> work) {
        for (int attempt = 0; attempt < 2; attempt++) {
            Instant began = clock.instant();
            Map<String, String> verdict = work.get();
            if (Duration.between(began, clock.instant()).compareTo(KnownCredentials.BELIEVED) <= 0) {
                return verdict;
            }
        }
        return Verdict.denied("unavailable", null);
    }

    private Map<String, String> key(ApiKeyText text, AuthorizerEvent event, NamedWorkspace named) {
        CredentialQuestion question = CredentialQuestion.of(text, event.operation(), event.address());
        return check(question, event, named, askedAt -> keys.find(text, askedAt));
    }

    private Map<String, String> session(Presented.Session session, AuthorizerEvent event, NamedWorkspace named) {
        CredentialQuestion question =
                CredentialQuestion.of(session.token(), named.text(), event.operation(), event.address());
        Map<String, String> verdict =
                check(question, event, named, askedAt -> sessions.find(session.token(), named, askedAt));
        if (session.cookie() && !verdict.containsKey(Facts.DENIED)) {
            verdict.put("cookie", "true");
        }
        return verdict;
    }

    private Map<String, String> token(JwtText text, AuthorizerEvent event, NamedWorkspace named) {
        CredentialQuestion question = CredentialQuestion.of(text, named.text(), event.operation(), event.address());
        return check(question, event, named, askedAt -> tokens.find(text, named, askedAt));
    }

    private Map<String, String> check(
            CredentialQuestion question,
            AuthorizerEvent event,
            NamedWorkspace named,
            Function<Instant, @Nullable KnownCredential> lookup) {
        CredentialAnswer answer = known.ask(question);
        return answer.taken() == null
                ? askDatabase(question, event, answer, named, lookup)
                : judge(question, event, answer.known(), named, answer);
    }

    private Map<String, String> askDatabase(
            CredentialQuestion question,
            AuthorizerEvent event,
            CredentialAnswer answer,
            NamedWorkspace named,
            Function<Instant, @Nullable KnownCredential> lookup) {
        try {
            KnownCredential found = lookup.apply(answer.at());
            CredentialAnswer told = known.tell(question, answer, found, kept(found));
            return judge(question, event, found, named, told);
        } catch (IssuerUnavailableException unavailable) {
            return Verdict.denied("unavailable", null);
        } catch (DataError unavailable) {
            LOG.warn("A credential could not be looked up", unavailable);
            return Verdict.denied("unavailable", null);
        }
    }

    private Map<String, String> judge(
            CredentialQuestion question,
            AuthorizerEvent event,
            @Nullable KnownCredential found,
            NamedWorkspace named,
            CredentialAnswer answer) {
        Taken taken = Objects.requireNonNull(answer.taken());
        // Whoever is out of requests is refused for that, whatever is shown, and costs a write once a minute at most.
        if (taken.allowed()) {
            denials.note(question, event, found, named);
        } else if (answer.refused() != null) {
            denials.noteLimited(answer.refused(), event);
        }
        return Verdict.of(question.sha256(), found, named, clock.instant(), taken);
    }

    private Duration kept(@Nullable KnownCredential found) {
        // Names of workspaces that a person does not belong to are without number: nothing is kept of them.
        if (found == null || Facts.FOREIGN.equals(found.facts().get(Facts.DENIED))) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), found.until());
        boolean sessionLives = found.facts().containsKey("sessionId") && left.compareTo(OTHERS_KEPT) > 0;
        if (!sessionLives) {
            return OTHERS_KEPT;
        }
        return left.compareTo(SESSION_KEPT) < 0 ? left : SESSION_KEPT;
    }
}
