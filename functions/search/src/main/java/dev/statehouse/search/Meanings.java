package dev.statehouse.search;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.embedding.EmbeddingKey;
import dev.statehouse.data.embedding.EmbeddingKeys;
import dev.statehouse.data.embedding.EmbeddingModel;
import dev.statehouse.data.embedding.EmbeddingModels;
import dev.statehouse.data.search.SearchQuestion.Meaning;
import dev.statehouse.embedding.EmbeddingFailedException;
import dev.statehouse.embedding.ModelEmbedders;
import dev.statehouse.embedding.Purpose;
import dev.statehouse.embedding.Vectors;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Vectors of questions. Models are remembered for some seconds, so that most searches need one statement; vectors for some minutes, for
 * pages are asked for one after another. Thread-safe.
 */
@Singleton
final class Meanings {

    // A search that waits longer is better answered by words.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Workspaces workspaces;
    private final EmbeddingModels models;
    private final EmbeddingKeys keys;
    private final ModelEmbedders embedders;
    private final Cache<Place, Known> known = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofSeconds(15))
            .build();
    private final Cache<Text, String> vectors = Caffeine.newBuilder()
            .maximumSize(1_000)
            .expireAfterWrite(Duration.ofMinutes(10))
            .build();

    Meanings(Workspaces workspaces, EmbeddingModels models, EmbeddingKeys keys, ModelEmbedders embedders) {
        this.workspaces = workspaces;
        this.models = models;
        this.keys = keys;
        this.embedders = embedders;
    }

    /** What became of a question: its vector, or why there is none. */
    record Embedded(Meaning meaning, @Nullable String failure) {}

    private record Place(UUID workspace, @Nullable UUID model) {}

    private record Known(EmbeddingModel model, @Nullable EmbeddingKey key) {}

    private record Text(UUID workspace, UUID model, int revision, String text) {}

    /**
     * A question's meaning.
     *
     * @param model null for the workspace's default
     * @throws RequestError if there is no such model, or none at all
     */
    Embedded of(Caller caller, @Nullable UUID model, String text) {
        Known found = known(caller, model);
        UUID id = found.model.id();
        if (found.model.vectorsAreBrought()) {
            return new Embedded(
                    new Meaning(id, null),
                    "nobody makes vectors of the model %s: POST /v1/search takes one".formatted(found.model.name()));
        }
        Text place = new Text(caller.workspaceId(), id, found.model.revision(), text);
        String vector = vectors.getIfPresent(place);
        if (vector != null) {
            return new Embedded(new Meaning(id, vector), null);
        }
        try {
            float[] made = embedders
                    .of(caller.workspaceId(), found.model, found.key)
                    .embed(List.of(text), Purpose.QUERY, PATIENCE)
                    .getFirst();
            String written = Vectors.text(made);
            vectors.put(place, written);
            return new Embedded(new Meaning(id, written), null);
        } catch (EmbeddingFailedException | DataError failed) {
            return new Embedded(new Meaning(id, null), Objects.requireNonNullElse(failed.getMessage(), "it failed"));
        }
    }

    /** The model alone, of whose vectors one is there already. */
    Meaning of(Caller caller, @Nullable UUID model) {
        return new Meaning(known(caller, model).model.id(), null);
    }

    /**
     * A vector that the caller made.
     *
     * @throws RequestError if it is none of the model's
     */
    Meaning given(Caller caller, @Nullable UUID model, List<Double> vector) {
        EmbeddingModel found = known(caller, model).model;
        if (vector.size() != found.dimensions()) {
            throw RequestError.malformed(
                    "vector",
                    "vector must have the %,d dimensions of the model %s".formatted(found.dimensions(), found.name()));
        }
        float[] raw = new float[vector.size()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = vector.get(i).floatValue();
        }
        if (!Vectors.hasDirection(raw)) {
            throw RequestError.malformed("vector", "vector must have finite numbers that are not all zero");
        }
        return new Meaning(found.id(), Vectors.text(found.normalised() ? Vectors.unit(raw) : raw));
    }

    private Known known(Caller caller, @Nullable UUID model) {
        Place place = new Place(caller.workspaceId(), model);
        Known remembered = known.getIfPresent(place);
        if (remembered != null) {
            return remembered;
        }
        Known read = workspaces.read(caller, () -> {
            EmbeddingModel found = model == null ? models.inUse() : models.find(model);
            return found == null ? null : new Known(found, found.credentialId() == null ? null : keys.of(found.id()));
        });
        if (read == null) {
            if (model == null) {
                throw new DataError(
                        DataError.Kind.CONFLICT,
                        "the workspace has no embedding model to search by: see PUT /v1/embedding-models/{id}/default");
            }
            throw RequestError.malformed("model", "model must be the id of an embedding model of the workspace");
        }
        known.put(place, read);
        return read;
    }
}
