package dev.statehouse.data.cost;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What tokens of a class cost while it is valid; at any instant there is one price of a model and class.
 *
 * @param tokenClass {@code input}, {@code cached_input}, {@code output} or {@code reasoning}: each token is in one of them
 * @param microusdPerMillion millionths of a dollar for a million tokens
 * @param validTo the first instant at which it is valid no more; null while no end is known
 * @param revision moves with every change; the ETag
 * @param deletedAt when it was deleted; null while it is active
 */
@Introspected
@MappedEntity("model_prices")
public record ModelPrice(
        @Id UUID id,
        String provider,
        String model,
        String tokenClass,
        long microusdPerMillion,
        Instant validFrom,
        @Nullable Instant validTo,
        int revision,
        @JsonIgnore @Nullable Instant deletedAt,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS =
            "id, provider, model, token_class, microusd_per_million, valid_from, valid_to, revision,"
                    + " deleted_at, created_at, updated_at";

    /** Whether the price is in use; a deleted one can be restored. */
    @JsonProperty
    public boolean active() {
        return deletedAt == null;
    }
}
