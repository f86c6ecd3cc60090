package dev.statehouse.data.removal;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for a removal.
 *
 * @param id null if the subject has another slug than the caller named
 */
@Introspected
public record BegunRemoval(@Nullable UUID id) {}
