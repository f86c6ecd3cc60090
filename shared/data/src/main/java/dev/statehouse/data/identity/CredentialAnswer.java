package dev.statehouse.data.identity;

import dev.statehouse.data.limit.Taken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a credential, and what its limits say.
 *
 * @param at when it was asked, by Redis's clock if that answered
 * @param known what is believed of the credential; null if nothing is
 * @param taken from the limits; null if PostgreSQL must be asked first
 * @param byRedis whether Redis answered
 * @param refused what the audit log is to be told of now; null for nothing
 */
public record CredentialAnswer(
        Instant at,
        @Nullable KnownCredential known,
        @Nullable Taken taken,
        boolean byRedis,
        @Nullable RefusedRequests refused) {}
