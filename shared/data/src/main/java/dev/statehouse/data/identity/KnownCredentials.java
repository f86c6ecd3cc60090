package dev.statehouse.data.identity;

import dev.statehouse.data.cache.Redis;
import dev.statehouse.data.cache.RedisScript;
import dev.statehouse.data.cleanup.ExpiredSession;
import dev.statehouse.data.limit.Addresses;
import dev.statehouse.data.limit.Limit;
import dev.statehouse.data.limit.Operation;
import dev.statehouse.data.limit.Plan;
import dev.statehouse.data.limit.RateLimits;
import dev.statehouse.data.limit.Taken;
import jakarta.inject.Singleton;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What Redis remembers of credentials, and the limits that they count against, in one round trip. It is believed for four
 * seconds since PostgreSQL was asked, whoever changed what meanwhile. Thread-safe.
 */
@Singleton
public final class KnownCredentials {

    /** A revocation takes effect everywhere within five seconds; the fifth is for what is under way. */
    public static final Duration BELIEVED = Duration.ofSeconds(4);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final RedisScript SCRIPT = RedisScript.of(
            RateLimits.class, "gcra.lua", "refusals.lua", "/dev/statehouse/data/identity/credential.lua");
    private static final String BELIEVED_MS = String.valueOf(BELIEVED.toMillis());
    private static final String UNPROVED = String.valueOf(Plan.UNPROVED);
    private static final int HEAD = 2;

    private final Redis redis;
    private final RateLimits limits;
    private final Clock clock;

    KnownCredentials(Redis redis, RateLimits limits, Clock clock) {
        this.redis = redis;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Takes the request from its limits if the credential is known and fresh, or refuses it if its address has proved so
     * little of late that it gets no more look-ups.
     */
    public CredentialAnswer ask(CredentialQuestion question) {
        return run(question, "ask", null, Duration.ZERO)
                .orElseGet(() -> new CredentialAnswer(
                        clock.instant(),
                        null,
                        limits.refuseFromMemory(unproved(question)).orElse(null),
                        false,
                        null));
    }

    /**
     * Remembers what PostgreSQL said, and takes the request from its limits; from those of this instance if Redis does not
     * answer.
     *
     * @param answer that Redis gave before PostgreSQL was asked
     * @param known null if PostgreSQL knows no such credential
     * @param kept how long Redis may keep it; zero for not at all
     * @return with what was taken, always
     */
    public CredentialAnswer tell(
            CredentialQuestion question, CredentialAnswer answer, @Nullable KnownCredential known, Duration kept) {
        Optional<CredentialAnswer> told = answer.byRedis() ? run(question, "tell", known, kept) : Optional.empty();
        return told.filter(by -> by.taken() != null)
                .orElseGet(() -> new CredentialAnswer(
                        answer.at(), known, limits.takeFromMemory(limits(question, known)), false, null));
    }

    /** Called once a key's revocation or change is committed. If Redis is out of reach, {@link #BELIEVED} is the limit. */
    public void forgetKey(String prefix) {
        redis.forget(CredentialQuestion.redisKey(prefix));
    }

    /** Called once a session's revocation is committed; see {@link #forgetKey}. */
    public void forgetSession(UUID userId, UUID sessionId) {
        redis.forget(CredentialQuestion.redisKey(userId, sessionId));
    }

    /** The same for sessions of many people, at most a few thousand: one round trip. */
    public void forgetSessions(Collection<ExpiredSession> sessions) {
        String[] keys = sessions.stream()
                .map(session -> CredentialQuestion.redisKey(session.userId(), session.id()))
                .toArray(String[]::new);
        if (keys.length > 0) {
            redis.forget(keys);
        }
    }

    private Optional<CredentialAnswer> run(
            CredentialQuestion question, String verb, @Nullable KnownCredential known, Duration kept) {
        String[] keys = {question.key(), Addresses.key(question.address())};
        String[] arguments = {
            limits.scriptTime(),
            verb,
            "in:" + question.workspace(),
            HexFormat.of().formatHex(question.sha256()),
            question.operation().label(),
            BELIEVED_MS,
            UNPROVED,
            Plan.quotas(question.operation()),
            known == null ? "" : known.text(),
            String.valueOf(kept.toMillis())
        };
        return redis.run(SCRIPT, keys, arguments).map(KnownCredentials::answer);
    }

    // Nothing is believed of what another version wrote: then the limits were charged for nothing, and PostgreSQL is
    // asked.
    private static CredentialAnswer answer(List<Object> values) {
        Instant at = Instant.ofEpochMilli((Long) values.get(0));
        KnownCredential known = KnownCredential.parse(String.valueOf(values.get(1)));
        Taken taken = values.size() > HEAD ? Taken.of(values.subList(HEAD, HEAD + Taken.VALUES)) : null;
        boolean unreadable = known == null && !values.get(1).equals("") && taken != null && taken.allowed();
        return new CredentialAnswer(at, known, unreadable ? null : taken, true, refused(known, values));
    }

    private static @Nullable RefusedRequests refused(@Nullable KnownCredential known, List<Object> values) {
        int first = HEAD + Taken.VALUES;
        return known == null || values.size() <= first
                ? null
                : RefusalCounts.refused(known, values.get(first), values.get(first + 1), values.get(first + 2));
    }

    private List<Limit> limits(CredentialQuestion question, @Nullable KnownCredential known) {
        if (known == null
                || !MessageDigest.isEqual(known.sha256(), question.sha256())
                || !clock.instant().isBefore(known.until())) {
            return List.of(unproved(question));
        }
        String name = question.operation().label();
        Plan plan = known.plan();
        String owner = known.owner() + ":limit:" + name;
        return List.of(
                new Limit(name, owner, plan.ofWorkspace(question.operation()), MINUTE),
                new Limit(
                        name + "-credential",
                        owner + ":" + known.id(),
                        plan.ofCredential(question.operation()),
                        MINUTE),
                ofAddress(plan, question.operation(), question.address()));
    }

    /** The limit of an address for a class of operations; for requests without credentials, on the free plan. */
    public static Limit ofAddress(Plan plan, Operation operation, String address) {
        String name = operation.label();
        String key = Addresses.key(address) + ":limit:" + name;
        return new Limit(name + "-address", key, plan.ofAddress(operation), MINUTE);
    }

    private static Limit unproved(CredentialQuestion question) {
        return new Limit("unproved", Addresses.key(question.address()) + ":unproved", Plan.UNPROVED, MINUTE);
    }
}
