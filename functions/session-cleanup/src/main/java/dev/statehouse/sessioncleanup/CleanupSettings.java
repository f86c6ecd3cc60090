package dev.statehouse.sessioncleanup;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long rows stay after their end, of the whole installation.
 *
 * @param sessionsKept {@code CLEANUP_SESSIONS_KEPT}, 30 days: as long as a session may last ({@code SESSION_DAYS}), for logins
 *     take an address for familiar by the sessions of that time
 * @param idempotencyKeysKept {@code CLEANUP_IDEMPOTENCY_KEYS_KEPT}, 24 hours since the request
 * @param invitationsKept {@code CLEANUP_INVITATIONS_KEPT}, 30 days, in which an admin sees that one was never accepted
 * @param deletedKept {@code CLEANUP_DELETED_KEPT}, 30 days, in which what was deleted can be restored
 * @param runsSilent {@code CLEANUP_RUNS_SILENT}, an hour, for which a run may be silent beyond its own limit before it has failed
 */
@ConfigurationProperties("cleanup")
record CleanupSettings(
        @Bindable(defaultValue = "P30D") Duration sessionsKept,
        @Bindable(defaultValue = "PT24H") Duration idempotencyKeysKept,
        @Bindable(defaultValue = "P30D") Duration invitationsKept,
        @Bindable(defaultValue = "P30D") Duration deletedKept,
        @Bindable(defaultValue = "PT1H") Duration runsSilent) {}
