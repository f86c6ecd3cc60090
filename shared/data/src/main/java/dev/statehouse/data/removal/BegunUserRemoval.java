package dev.statehouse.data.removal;

import io.micronaut.core.annotation.Introspected;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking for a person's removal.
 *
 * @param id of the removal; null if it was not begun
 * @param owned slugs of the workspaces whose last owner the person is, for which it was not; else null
 */
@Introspected
public record BegunUserRemoval(@Nullable UUID id, @Nullable String owned) {}
