package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.crud.project.ActiveProjects;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Ids;
import dev.statehouse.data.Json;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.data.prompt.PromptVersion;
import dev.statehouse.data.prompt.PromptVersions;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes cards and versions, with the checks that concern more than one field. Called inside a transaction. */
@Singleton
final class PromptWriter {

    /** In characters of JSON: metadata describes a card in every list that shows it, so it stays small. */
    static final int LONGEST_METADATA = 100_000;

    private final PromptCards cards;
    private final PromptVersions versions;
    private final ActiveProjects projects;
    private final Includes includes;
    private final ObjectMapper json;

    PromptWriter(
            PromptCards cards, PromptVersions versions, ActiveProjects projects, Includes includes, ObjectMapper json) {
        this.cards = cards;
        this.versions = versions;
        this.projects = projects;
        this.includes = includes;
        this.json = json;
    }

    PromptCard create(NewPromptCard body) {
        checkMetadata(body.metadata());
        projects.check(body.projectId());
        PromptCard card = insert(body);
        if (body.version() == null) {
            return card;
        }
        addVersion(card, body.version(), "/version");
        return PromptCardController.found(cards.find(card.id()));
    }

    private PromptCard insert(NewPromptCard body) {
        UUID id = Ids.next();
        if (body.slug() != null) {
            return insert(body, id, body.slug()).stream()
                    .findFirst()
                    .orElseThrow(() -> new DataError(DataError.Kind.ALREADY_EXISTS, "this slug is taken", "/slug"));
        }
        String slug = Slugs.of(body.title());
        List<PromptCard> inserted = insert(body, id, slug);
        return inserted.isEmpty() ? insert(body, id, Slugs.unique(slug, id)).getFirst() : inserted.getFirst();
    }

    private List<PromptCard> insert(NewPromptCard body, UUID id, String slug) {
        return cards.insert(
                id,
                slug,
                body.title(),
                body.descriptionOrNone(),
                body.tagsOrNone().toArray(String[]::new),
                body.metadataOrNone(),
                body.projectId(),
                body.visibilityOrDefault());
    }

    List<PromptCard> change(UUID id, @Nullable Integer expected, PromptCardChanges body) {
        checkMetadata(body.metadata());
        projects.check(body.newProject());
        return cards.change(
                id,
                expected,
                body.title(),
                body.description(),
                body.tags() == null ? null : body.tags().toArray(String[]::new),
                body.metadata(),
                body.visibility(),
                body.movesProject(),
                body.newProject());
    }

    /** @param at JSON pointer of the version in the body, under which errors are reported */
    PromptVersion addVersion(PromptCard card, NewPromptVersion body, String at) {
        List<Variable> variables = DeclaredVariables.of(body, at);
        UUID id = Ids.next();
        List<Includes.Target> included = includes.check(card, body.template(), body.systemPrompt(), at + "/template");
        List<PromptVersion> added = versions.insert(
                id,
                card.id(),
                body.template(),
                body.systemPrompt(),
                DeclaredVariables.write(json, variables),
                body.changeNotesOrNone());
        if (added.isEmpty()) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such prompt card");
        }
        includes.store(id, included);
        return added.getFirst();
    }

    static void checkMetadata(@Nullable Json metadata) {
        if (metadata != null && !metadata.text().startsWith("{")) {
            throw refused("must be a JSON object");
        }
        if (metadata != null && metadata.text().length() > LONGEST_METADATA) {
            throw refused("must have at most " + LONGEST_METADATA + " characters of JSON");
        }
    }

    private static RequestError refused(String fault) {
        return RequestError.invalid("metadata " + fault, List.of(Problem.FieldError.inBody("/metadata", fault)));
    }
}
