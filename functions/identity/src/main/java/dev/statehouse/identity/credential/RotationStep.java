package dev.statehouse.identity.credential;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * What one batch of a rotation did.
 *
 * @param rotated values that are now under the present key
 * @param damaged values that do not decrypt, and were left as they are
 * @param remaining values that are not under the present key
 * @param nextCursor to be sent as {@code cursor} for the next batch; null when all were tried
 * @param done whether nothing remains
 */
@Introspected
record RotationStep(
        int rotated, int damaged, long remaining, @Nullable String nextCursor, boolean done) {}
