package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.project.Projects;
import dev.statehouse.data.prompt.PromptCards;
import dev.statehouse.data.prompt.PromptVersions;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RowErrors;
import io.micronaut.validation.validator.Validator;
import jakarta.inject.Singleton;

/** Begins {@link PromptLoad}s. */
@Singleton
public final class PromptLoads {

    private final PromptCards cards;
    private final PromptVersions versions;
    private final Projects projects;
    private final Includes includes;
    private final Validator validator;
    private final ObjectMapper json;

    PromptLoads(
            PromptCards cards,
            PromptVersions versions,
            Projects projects,
            Includes includes,
            Validator validator,
            ObjectMapper json) {
        this.cards = cards;
        this.versions = versions;
        this.projects = projects;
        this.includes = includes;
        this.validator = validator;
        this.json = json;
    }

    /** A load into the caller's workspace, inside its transaction, that reports to these errors. */
    public PromptLoad begin(Caller caller, RowErrors errors) {
        PromptRowChecks checks = new PromptRowChecks(caller, validator, new KnownProjects(projects), errors);
        return new PromptLoad(
                checks, new PromptBatches(cards, versions, json), new LoadedIncludes(includes, errors), errors);
    }
}
