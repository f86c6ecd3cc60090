package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.prompt.LivePrompt;
import dev.statehouse.data.prompt.LivePrompts;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What labels point at. */
@Singleton
final class ResolvedPrompts {

    private final Workspaces workspaces;
    private final LivePrompts live;

    ResolvedPrompts(Workspaces workspaces, LivePrompts live) {
        this.workspaces = workspaces;
        this.live = live;
    }

    /**
     * The prompt of this slug under a label, or at a version, with its includes expanded.
     *
     * @param version number of the version; null to go by the label
     */
    ResolvedPrompt resolve(Caller caller, String slug, String label, @Nullable Integer version) {
        List<LivePrompt> rows = workspaces.read(caller, () -> live.resolve(slug, label, version));
        if (rows.isEmpty()) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such prompt");
        }
        if (rows.getFirst().number() == null) {
            throw new DataError(
                    DataError.Kind.NOT_FOUND,
                    version == null ? "the prompt has no such label" : "the prompt has no such version");
        }
        return PromptExpansion.of(rows, version == null ? label : null);
    }

    /** Runs a change of what labels point at. */
    <T> T changing(Caller caller, Supplier<T> change) {
        return change.get();
    }
}
