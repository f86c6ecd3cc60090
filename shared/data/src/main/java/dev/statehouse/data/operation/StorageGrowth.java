package dev.statehouse.data.operation;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * How the database has grown.
 *
 * @param bytesPerDay null before the second measurement
 * @param days between the first and the last measurement that it is known from; null before the first
 */
@Introspected
public record StorageGrowth(
        @Nullable Double bytesPerDay, @Nullable Double days) {}
