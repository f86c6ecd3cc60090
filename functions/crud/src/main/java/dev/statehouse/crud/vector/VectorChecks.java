package dev.statehouse.crud.vector;

import dev.statehouse.data.project.Projects;
import dev.statehouse.data.vector.VectorModel;
import dev.statehouse.data.vector.VectorModels;
import dev.statehouse.data.vector.VectorPlace;
import dev.statehouse.data.vector.VectorPlaces;
import dev.statehouse.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with vectors that are to be added, beyond the form of each field. What they name is looked up once. Inside the
 * transaction that writes them; not thread-safe.
 */
final class VectorChecks {

    private final VectorModels models;
    private final VectorPlaces places;
    private final Projects projects;
    private final Map<Optional<UUID>, Optional<VectorModel>> knownModels = new HashMap<>();
    private final Map<UUID, Optional<VectorPlace>> knownPlaces = new HashMap<>();
    private final Map<UUID, Boolean> knownProjects = new HashMap<>();

    VectorChecks(VectorModels models, VectorPlaces places, Projects projects) {
        this.models = models;
        this.places = places;
        this.projects = projects;
    }

    /** Looks up where vectors are to be, of all of them at once; at most 200. */
    void lookUp(List<NewVector> forms) {
        String[] conversations = ids(forms, NewVector::conversationId);
        String[] messages = ids(forms, NewVector::messageId);
        if (conversations.length + messages.length > 0) {
            places.find(conversations, messages).forEach(place -> knownPlaces.put(place.id(), Optional.of(place)));
        }
    }

    private static String[] ids(List<NewVector> forms, Function<NewVector, @Nullable UUID> id) {
        return forms.stream()
                .map(id)
                .filter(Objects::nonNull)
                .distinct()
                .map(UUID::toString)
                .toArray(String[]::new);
    }

    List<FieldError> faults(NewVector form) {
        List<FieldError> found = new ArrayList<>();
        addFaultsOfNumbers(form, found);
        addFaultsOfPlace(form, found);
        if (form.projectId() != null && !knownProjects.computeIfAbsent(form.projectId(), this::isProject)) {
            found.add(FieldError.inBody("/projectId", "there is no such project"));
        }
        return found;
    }

    private boolean isProject(UUID id) {
        return projects.find(id) != null;
    }

    private void addFaultsOfNumbers(NewVector form, List<FieldError> found) {
        VectorModel model = model(form.modelId());
        if (model == null) {
            found.add(FieldError.inBody(
                    "/modelId",
                    form.modelId() == null
                            ? "must be there, for the workspace has no default embedding model"
                            : "there is no such embedding model"));
        } else if (form.values() != null) {
            String fault = Numbers.fault(model, form.values());
            if (fault != null) {
                found.add(FieldError.inBody("/values", fault));
            }
        } else if (!model.makesVectors()) {
            found.add(FieldError.inBody("/values", missing(model)));
        }
    }

    /** Why values are wanted of vectors of a model. */
    static String missing(VectorModel model) {
        return "must be there, for nobody makes vectors of the model " + model.name();
    }

    private void addFaultsOfPlace(NewVector form, List<FieldError> found) {
        VectorPlace conversation = place(form.conversationId(), null);
        VectorPlace message = place(null, form.messageId());
        if (form.conversationId() != null && conversation == null) {
            found.add(FieldError.inBody("/conversationId", "there is no such conversation"));
            return;
        }
        if (form.messageId() != null && message == null) {
            found.add(FieldError.inBody("/messageId", "there is no such message"));
            return;
        }
        if (conversation != null
                && message != null
                && !message.conversationId().equals(conversation.conversationId())) {
            found.add(FieldError.inBody("/messageId", "must be of the conversation"));
            return;
        }
        VectorPlace place = message == null ? conversation : message;
        if (place == null) {
            return;
        }
        if (form.visibility() != null && !form.visibility().equals(place.visibility())) {
            found.add(FieldError.inBody("/visibility", "must be absent: it is the conversation's"));
        }
        if (form.projectId() != null && !form.projectId().equals(place.projectId())) {
            found.add(FieldError.inBody("/projectId", "must be absent: it is the conversation's"));
        }
    }

    private @Nullable VectorModel model(@Nullable UUID id) {
        return knownModels
                .computeIfAbsent(Optional.ofNullable(id), asked -> Optional.ofNullable(models.hold(id)))
                .orElse(null);
    }

    // A conversation's id is no message's.
    private @Nullable VectorPlace place(@Nullable UUID conversation, @Nullable UUID message) {
        UUID id = conversation == null ? message : conversation;
        if (id == null) {
            return null;
        }
        VectorPlace known = knownPlaces
                .computeIfAbsent(
                        id,
                        asked -> places.find(one(conversation), one(message)).stream()
                                .findFirst())
                .orElse(null);
        return known == null || known.id().equals(known.conversationId()) == (message != null) ? null : known;
    }

    private static String[] one(@Nullable UUID id) {
        return id == null ? new String[0] : new String[] {id.toString()};
    }
}
