package dev.statehouse.data.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a search looks, inside what the bound workspace and person may see; null: everywhere.
 *
 * @param kinds of nouns, as a {@link ChunkMatch} names them
 * @param allVersions of prompts, not the newest alone
 * @param parent what the row belongs to: a version's card, a message's conversation, a piece's entry, an issue's project, a vector's
 *     conversation or the vector itself, the identity of the others
 * @param owner whose private rows alone
 * @param tags all of which the row has
 * @param metadata that the row's contains
 * @param since when the row was made, at the earliest
 * @param until before when
 */
@Introspected
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchScope(
        List<String> kinds,
        boolean allVersions,
        @Nullable UUID parent,
        @Nullable UUID project,
        @Nullable UUID owner,
        @Nullable List<String> tags,
        @Nullable Json metadata,

        @Nullable @JsonSerialize(using = ToStringSerializer.class)
        Instant since,

        @Nullable @JsonSerialize(using = ToStringSerializer.class)
        Instant until) {}
