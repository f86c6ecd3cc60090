package dev.statehouse.crud.embedding;

import static java.util.Objects.requireNonNullElse;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.embedding.EmbeddingModel;
import dev.statehouse.data.embedding.EmbeddingModelRemoval;
import dev.statehouse.data.embedding.EmbeddingModels;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes embedding models. Inside a transaction; thread-safe. */
@Singleton
class EmbeddingModelRegister {

    static final String NOUN = "embedding model";

    private static final int MOST = 20;
    private static final int MACRO_DIMENSIONS = 1536;

    private final EmbeddingModels models;
    private final JobQueue jobs;

    EmbeddingModelRegister(EmbeddingModels models, JobQueue jobs) {
        this.models = models;
        this.jobs = jobs;
    }

    EmbeddingModel add(NewEmbeddingModel form) {
        if (models.list(null, MOST).size() == MOST) {
            throw new DataError(DataError.Kind.CONFLICT, "there are " + MOST + " embedding models: delete some first");
        }
        KnownModel known = KnownModel.of(form.provider(), form.model());
        String model = form.model() == null ? known == null ? form.name() : known.model : form.model();
        int dimensions = dimensions(form, known);
        boolean hnsw = !"ivfflat".equals(form.indexMethod());
        UUID id = Ids.next();
        models.insert(
                id,
                requireNonNullElse(form.name(), String.valueOf(model)),
                form.provider(),
                String.valueOf(model),
                dimensions,
                requireNonNullElse(form.distance(), "cosine"),
                requireNonNullElse(form.normalised(), true),
                requireNonNullElse(form.queryPrefix(), known == null ? "" : known.queryPrefix),
                requireNonNullElse(form.documentPrefix(), ""),
                form.baseUrl(),
                form.credentialId(),
                requireNonNullElse(form.threshold(), dimensions == MACRO_DIMENSIONS ? 0.7f : 0.5f),
                hnsw ? "hnsw" : "ivfflat",
                requireNonNullElse(form.hnswM(), 16),
                requireNonNullElse(form.hnswEfConstruction(), 64),
                requireNonNullElse(form.ivfflatLists(), 1000),
                requireNonNullElse(form.effort(), hnsw ? 200 : 20));
        return Revisions.found(models.find(id), NOUN);
    }

    private static int dimensions(NewEmbeddingModel form, @Nullable KnownModel known) {
        if ("local".equals(form.provider())) {
            if (known == null) {
                throw wrong("model", "must be bge-small-en-v1.5, the local model");
            }
            if (form.dimensions() != null && form.dimensions() != known.dimensions) {
                throw wrong("dimensions", "must be " + known.dimensions + ", those of the local model");
            }
        }
        if (!"openai".equals(form.provider())) {
            if (form.baseUrl() != null) {
                throw wrong("baseUrl", "must be absent but for openai");
            }
            if (form.credentialId() != null) {
                throw wrong("credentialId", "must be absent but for openai");
            }
        } else if (form.baseUrl() == null && form.credentialId() == null) {
            throw wrong("credentialId", "must be there, for OpenAI wants a key");
        }
        checkDistance(form);
        if (form.dimensions() != null) {
            return form.dimensions();
        }
        if (known == null) {
            throw wrong("dimensions", "must be given for a model that is not known");
        }
        return known.dimensions;
    }

    private static void checkDistance(NewEmbeddingModel form) {
        if ("caller".equals(form.provider())) {
            if (form.name() == null && form.model() == null) {
                throw wrong("name", "must be there, for a model that callers bring the vectors of");
            }
            if (Boolean.FALSE.equals(form.normalised()) && !"inner_product".equals(form.distance())) {
                throw wrong("normalised", "must not be false but with the distance inner_product");
            }
            return;
        }
        if (form.distance() != null) {
            throw wrong("distance", "must be absent but for caller");
        }
        if (form.normalised() != null) {
            throw wrong("normalised", "must be absent but for caller");
        }
    }

    private static RequestError wrong(String field, String message) {
        return RequestError.invalid(
                "the embedding model can't be used", List.of(FieldError.inBody("/" + field, message)));
    }

    /** The changed model; none if there is none of this revision. */
    List<EmbeddingModel> change(UUID id, @Nullable Integer expected, EmbeddingModelChanges form) {
        return models
                .change(
                        id,
                        expected,
                        form.name(),
                        form.queryPrefix(),
                        form.credentialId(),
                        form.threshold(),
                        form.effort())
                .stream()
                .map(changed -> Revisions.found(models.find(changed), NOUN))
                .toList();
    }

    EmbeddingModel choose(UUID id) {
        return Revisions.found(models.choose(id) ? models.find(id) : null, NOUN);
    }

    boolean remove(UUID id) {
        Revisions.found(models.find(id), NOUN);
        if (!models.remove(id)) {
            throw new DataError(
                    DataError.Kind.CONFLICT,
                    "searches or vectors use the embedding model: let another take its place, or delete them, first");
        }
        return jobs.enqueue(EmbeddingModelRemoval.KIND.of(new EmbeddingModelRemoval(id)))
                .isNew();
    }
}
