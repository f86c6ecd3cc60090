package dev.statehouse.data.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search by words looks for.
 *
 * @param plain words, any of which a piece may have; the rarer one is, the more it counts
 * @param phrases all of which a piece must have, word by word
 * @param prefixes words that begin so are looked for as well
 * @param excluded words and phrases that a piece must not have
 * @param weighed the words of the first page's {@link ChunkMatch}, by which later ones are ranked too; null for the first
 * @param afterScore with {@code afterId} the last piece of the page before; null for the first page
 */
@Introspected
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WordQuestion(
        String plain,
        List<String> phrases,
        List<String> prefixes,
        List<String> excluded,
        @Nullable Json weighed,
        @Nullable Double afterScore,
        @Nullable UUID afterId) {}
