package dev.statehouse.crud.prompt;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a label points at, ready for use.
 *
 * @param label by which it was asked for; null if it was by version
 * @param template with every include expanded
 * @param systemPrompt with every include expanded
 * @param variables of the version and of all that it includes
 * @param includes the versions that were expanded
 */
@Introspected
record ResolvedPrompt(
        UUID cardId,
        UUID versionId,
        String slug,
        @Nullable String label,
        int version,
        String template,
        @Nullable String systemPrompt,
        Json variables,
        List<Included> includes,
        Instant createdAt) {

    /** A version that was expanded into another. */
    @Introspected
    record Included(String slug, String label, int version) {}
}
