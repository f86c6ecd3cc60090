package dev.statehouse.data.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a search looks for; as JSON, the attributes of {@code app.search_question}.
 *
 * @param mode {@code text}, {@code fuzzy}, {@code semantic}, {@code hybrid} or {@code similar}
 * @param plain words, any of which a piece may have; the rarer one is, the more it counts
 * @param phrases all of which a piece must have, word by word
 * @param prefixes words that begin so are looked for as well
 * @param excluded words and phrases that a piece must not have
 * @param meaning what to compare meanings by; null where the mode needs none
 * @param threshold less similar pieces are no hits; null for the mode's own
 * @param fusion of the two halves of a hybrid search; null for other modes
 * @param like what others are to be like; null for other modes
 * @param after where the page before ended; null for the first
 * @param facets {@code day}, {@code project}, {@code tag}, {@code type}: how many hits have which; null for none
 */
@Introspected
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SearchQuestion(
        String mode,
        String plain,
        List<String> phrases,
        List<String> prefixes,
        List<String> excluded,
        @Nullable @JsonUnwrapped Meaning meaning,
        @Nullable Float threshold,
        @Nullable @JsonUnwrapped Fusion fusion,
        @Nullable @JsonUnwrapped Like like,
        @Nullable @JsonUnwrapped After after,
        @Nullable List<String> facets) {

    /**
     * What meanings are compared by.
     *
     * @param modelId that made the vector; null for the one that searches use
     * @param vector as PostgreSQL writes it, {@code [1,2,3]}; null if it could not be made
     */
    @Introspected
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Meaning(@Nullable UUID modelId, @Nullable String vector) {}

    /**
     * Reciprocal rank fusion.
     *
     * @param rankConstant is added to each rank
     * @param textWeight how much a rank by words counts
     * @param meaningWeight how much one by meaning does
     */
    @Introspected
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fusion(int rankConstant, float textWeight, float meaningWeight) {}

    /**
     * A row, or what rows belong to.
     *
     * @param likeRow its id
     * @param likeKinds of which nouns it may be
     */
    @Introspected
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Like(UUID likeRow, List<String> likeKinds) {}

    /**
     * The page before.
     *
     * @param afterScore of its last piece
     * @param afterId that piece
     * @param weighed the words of the first page's {@link ChunkMatch}, by which later ones are ranked too; null if there are none
     * @param given all pieces of the pages before, where the place of the last does not tell which those were
     */
    @Introspected
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record After(
            double afterScore,
            UUID afterId,
            @Nullable Json weighed,
            @Nullable List<UUID> given) {}
}
