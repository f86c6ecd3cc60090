package dev.statehouse.data.cleanup;

import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.UUID;

/** A login session that was deleted. */
@Introspected
public record ExpiredSession(UUID userId, UUID id, Instant expiresAt) {}
