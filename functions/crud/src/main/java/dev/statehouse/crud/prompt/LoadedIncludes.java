package dev.statehouse.crud.prompt;

import dev.statehouse.crud.prompt.Includes.Including;
import dev.statehouse.crud.prompt.Template.Inclusion;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.RowErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.UUID;

/** What the rows of a file include: checked when all of them are written, for they may include each other. */
final class LoadedIncludes {

    // Each is looked up in a statement of its own, a millisecond or two.
    private static final int MOST = 1_000;

    private final Includes includes;
    private final RowErrors errors;
    private final List<Pending> pending = new ArrayList<>();

    LoadedIncludes(Includes includes, RowErrors errors) {
        this.includes = includes;
        this.errors = errors;
    }

    private record Pending(int row, UUID versionId, Including card, SequencedSet<Inclusion> wanted) {}

    void note(LoadingPrompt prompt) {
        SequencedSet<Inclusion> wanted = Includes.inclusions(prompt.template(), prompt.systemPrompt());
        if (wanted.isEmpty()) {
            return;
        }
        if (pending.size() == MOST) {
            errors.add(
                    prompt.row(),
                    FieldError.inBody("/version/template", "at most 1,000 rows of a file may include other prompts"));
            return;
        }
        pending.add(new Pending(
                prompt.row(),
                Objects.requireNonNull(prompt.versionId()),
                new Including(prompt.id(), prompt.slug(), prompt.card().visibilityOrDefault()),
                wanted));
    }

    void checkAndStore() {
        for (Pending each : pending) {
            try {
                includes.store(each.versionId(), includes.check(each.card(), each.wanted(), "/version/template"));
            } catch (RequestError refused) {
                errors.addAll(each.row(), refused.errors());
            }
        }
    }
}
