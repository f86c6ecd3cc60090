package dev.statehouse.crud.prompt;

import dev.statehouse.data.Json;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.RowErrors;
import dev.statehouse.http.Violations;
import io.micronaut.validation.validator.Validator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** All that can be told of a row before it is written; what the database would refuse, so that the row can be named. */
final class PromptRowChecks {

    private final Caller caller;
    private final Validator validator;
    private final KnownProjects projects;
    private final RowErrors errors;
    private final Map<String, Integer> slugs = new HashMap<>();

    PromptRowChecks(Caller caller, Validator validator, KnownProjects projects, RowErrors errors) {
        this.caller = caller;
        this.validator = validator;
        this.projects = projects;
        this.errors = errors;
    }

    Optional<UUID> project(String name) {
        return projects.id(name);
    }

    /** The variables of the row's version, empty without one; null if the row has errors, which are then reported. */
    @Nullable
    List<Variable> check(int row, NewPromptCard card) {
        List<FieldError> found = new ArrayList<>(Violations.errors(validator.validate(card)));
        if (found.isEmpty()) {
            checkCard(row, card, found);
        }
        List<Variable> variables = found.isEmpty() ? variables(card, found) : List.of();
        errors.addAll(row, found);
        return found.isEmpty() ? variables : null;
    }

    /** Gives way to an earlier row, so that the statement need not be repeated for what is known here. */
    LoadingPrompt withSlugOfItsOwn(LoadingPrompt prompt) {
        boolean first = !prompt.mayChooseSlug() || slugs.putIfAbsent(prompt.slug(), prompt.row()) == null;
        return first ? prompt : prompt.withUniqueSlug();
    }

    private void checkCard(int row, NewPromptCard card, List<FieldError> found) {
        if (card.slug() != null) {
            checkSlug(row, card.slug(), found);
        }
        Json metadata = card.metadataOrNone();
        if (!metadata.text().startsWith("{")) {
            found.add(FieldError.inBody("/metadata", "must be a JSON object"));
        }
        if (card.projectId() != null && projects.id(card.projectId().toString()).isEmpty()) {
            found.add(FieldError.inBody("/projectId", "there is no such project"));
        }
        if (card.visibilityOrDefault().equals("private") && caller.personId() == null) {
            found.add(FieldError.inBody("/visibility", "a caller that acts for no person owns nothing private"));
        }
    }

    private void checkSlug(int row, String slug, List<FieldError> found) {
        Integer first = slugs.putIfAbsent(slug, row);
        if (first != null) {
            found.add(FieldError.inBody("/slug", "row " + first + " has this slug already"));
        }
        if (Slugs.isUuid(slug)) {
            found.add(FieldError.inBody("/slug", "a slug may not look like an id"));
        }
    }

    private static List<Variable> variables(NewPromptCard card, List<FieldError> found) {
        try {
            return card.version() == null ? List.of() : DeclaredVariables.of(card.version(), "/version");
        } catch (RequestError unfit) {
            found.addAll(unfit.errors());
            return List.of();
        }
    }
}
