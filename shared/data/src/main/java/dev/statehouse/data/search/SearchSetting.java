package dev.statehouse.data.search;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace wants of its search.
 *
 * @param language the configuration of text search by which texts are read that do not say theirs, such as {@code english}
 * @param logs whether what runs say is searched, too
 * @param settling whether what was written before is still being brought into line; until then nothing is missed
 * @param revision moves with each change; the ETag
 * @param updatedAt null where nobody changed any yet
 */
@Introspected
@MappedEntity("search_settings")
public record SearchSetting(
        @Id UUID workspaceId,
        String language,
        boolean logs,
        boolean settling,
        int revision,
        @Nullable Instant updatedAt) {}
