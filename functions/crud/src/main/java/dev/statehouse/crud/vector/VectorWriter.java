package dev.statehouse.crud.vector;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.project.ActiveProjects;
import dev.statehouse.data.Ids;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.vector.Vector;
import dev.statehouse.data.vector.VectorModel;
import dev.statehouse.data.vector.VectorModels;
import dev.statehouse.data.vector.VectorPlaces;
import dev.statehouse.data.vector.Vectors;
import dev.statehouse.data.vector.WrittenVector;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Revisions;
import io.micronaut.core.annotation.Introspected;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes vectors with their numbers. Inside a transaction; thread-safe. */
@Singleton
public final class VectorWriter {

    static final String NOUN = "vector";

    private final Vectors vectors;
    private final VectorModels models;
    private final VectorPlaces places;
    private final Projects projects;
    private final ActiveProjects activeProjects;
    private final ObjectMapper json;

    VectorWriter(
            Vectors vectors,
            VectorModels models,
            VectorPlaces places,
            Projects projects,
            ActiveProjects activeProjects,
            ObjectMapper json) {
        this.vectors = vectors;
        this.models = models;
        this.places = places;
        this.projects = projects;
        this.activeProjects = activeProjects;
        this.json = json;
    }

    @Introspected
    record Row(UUID id, @JsonUnwrapped NewVector vector) {}

    @Introspected
    record Given(UUID id, List<Double> values) {}

    Vector create(NewVector form) {
        UUID id = insert(List.of(form), place -> "").getFirst();
        return Revisions.found(vectors.find(id, false), NOUN);
    }

    List<WrittenVector> createAll(List<NewVector> forms) {
        return vectors.written(insert(forms, place -> "/vectors/" + place).stream()
                .map(UUID::toString)
                .toArray(String[]::new));
    }

    private List<UUID> insert(List<NewVector> forms, IntFunction<String> pointer) {
        VectorChecks checks = new VectorChecks(models, places, projects);
        checks.lookUp(forms);
        List<FieldError> faults = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            String prefix = pointer.apply(i);
            checks.faults(forms.get(i)).stream()
                    .map(fault -> FieldError.inBody(prefix + fault.pointer(), fault.detail()))
                    .forEach(faults::add);
        }
        refuse(faults);
        List<Row> rows = forms.stream().map(form -> new Row(Ids.next(), form)).toList();
        insertRows(text(rows));
        return rows.stream().map(Row::id).toList();
    }

    private static void refuse(List<FieldError> faults) {
        if (!faults.isEmpty()) {
            throw RequestError.invalid("the vector can't be kept so", faults);
        }
    }

    /** What is wrong with the rows of a file. Not thread-safe. */
    public Function<NewVector, List<FieldError>> faults() {
        return new VectorChecks(models, places, projects)::faults;
    }

    /**
     * Adds vectors with which nothing is wrong.
     *
     * @param rows JSON array of vectors as they come, each with its id
     * @return their ids
     */
    public List<UUID> insertRows(String rows) {
        VectorModel usual = models.hold(null);
        List<UUID> made = vectors.insertAll(rows, usual == null ? null : usual.id());
        vectors.keep(rows);
        return made;
    }

    Vector change(UUID id, @Nullable Integer expected, VectorChanges body) {
        vectors.hold(id);
        Vector before = Revisions.found(vectors.find(id, false), NOUN);
        check(before, body);
        Revisions.changed(
                vectors.change(
                        id,
                        expected,
                        body.content(),
                        body.metadata(),
                        body.newTags(),
                        body.visibility(),
                        body.movesProject(),
                        body.newProject()),
                () -> id,
                NOUN);
        if (body.values() != null) {
            vectors.keep(text(List.of(new Given(id, body.values()))));
        }
        return Revisions.found(vectors.find(id, false), NOUN);
    }

    private void check(Vector before, VectorChanges body) {
        List<FieldError> faults = new ArrayList<>();
        if (before.conversationId() != null && body.visibility() != null) {
            faults.add(FieldError.inBody("/visibility", "must be absent: it is the conversation's"));
        }
        if (before.conversationId() != null && body.movesProject()) {
            faults.add(FieldError.inBody("/projectId", "must be absent: it is the conversation's"));
        }
        boolean otherContent = body.content() != null && !body.content().equals(before.content());
        if (body.values() != null || otherContent) {
            VectorModel model = before.modelId() == null ? null : models.hold(before.modelId());
            String fault = fault(model, body.values());
            if (fault != null) {
                faults.add(FieldError.inBody("/values", fault));
            }
        }
        refuse(faults);
        activeProjects.check(body.newProject());
    }

    private static @Nullable String fault(@Nullable VectorModel model, @Nullable List<Double> values) {
        if (model == null) {
            return values == null ? null : "must be absent, for the vector's model is gone";
        }
        if (values == null) {
            return model.makesVectors() ? null : VectorChecks.missing(model);
        }
        return Numbers.fault(model, values);
    }

    private String text(List<?> rows) {
        try {
            return json.writeValueAsString(rows);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }
}
