package dev.statehouse.crud.prompt;

import dev.statehouse.data.DataError;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RowErrors;
import io.micronaut.core.annotation.Introspected;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Writes the rows of a file as cards with their first versions, in few statements and bounded memory. Inside one
 * transaction; rows at fault are reported, and then the transaction must not commit. Not thread-safe.
 */
public final class PromptLoad {

    private static final int MOST_ROWS = 500;
    private static final int MOST_CHARACTERS = 2_000_000;

    private final PromptRowChecks checks;
    private final PromptBatches batches;
    private final LoadedIncludes includes;
    private final RowErrors errors;
    private final List<LoadingPrompt> waiting = new ArrayList<>();
    private final List<Loaded> loaded = new ArrayList<>();
    private int characters;
    private boolean lost;

    PromptLoad(PromptRowChecks checks, PromptBatches batches, LoadedIncludes includes, RowErrors errors) {
        this.checks = checks;
        this.batches = batches;
        this.includes = includes;
        this.errors = errors;
    }

    /** A card that came of a row. */
    @Introspected
    public record Loaded(int row, UUID id, String slug) {}

    /** The project of this id or slug. */
    public Optional<UUID> project(String name) {
        return checks.project(name);
    }

    public void add(int row, NewPromptCard card) {
        List<Variable> variables = checks.check(row, card);
        if (variables == null) {
            return;
        }
        LoadingPrompt prompt = checks.withSlugOfItsOwn(LoadingPrompt.of(row, card, variables));
        waiting.add(prompt);
        characters += prompt.characters();
        if (waiting.size() == MOST_ROWS || characters > MOST_CHARACTERS) {
            flush();
        }
    }

    /** Writes what waits, and settles what the rows include. */
    public List<Loaded> finish() {
        flush();
        if (!lost) {
            includes.checkAndStore();
        }
        loaded.sort(Comparator.comparingInt(Loaded::row));
        return loaded;
    }

    private void flush() {
        if (!waiting.isEmpty() && !lost) {
            try {
                write();
            } catch (RuntimeException failure) {
                lose(DataError.translate(failure));
            }
        }
        waiting.clear();
        characters = 0;
    }

    private void write() {
        List<LoadingPrompt> inserted = new ArrayList<>(batches.insertCards(waiting));
        if (inserted.size() < waiting.size()) {
            inserted.addAll(settleTaken(inserted));
        }
        batches.insertVersions(inserted);
        for (LoadingPrompt prompt : inserted) {
            includes.note(prompt);
            loaded.add(new Loaded(prompt.row(), prompt.id(), prompt.slug()));
        }
    }

    // A slug made from a title gives way to whoever has it; a slug that the row asks for is an error.
    private List<LoadingPrompt> settleTaken(List<LoadingPrompt> inserted) {
        List<LoadingPrompt> again = new ArrayList<>();
        for (LoadingPrompt prompt : without(waiting, inserted)) {
            if (prompt.mayChooseSlug()) {
                again.add(prompt.withUniqueSlug());
            } else {
                reportTaken(prompt);
            }
        }
        if (again.isEmpty()) {
            return again;
        }
        List<LoadingPrompt> settled = batches.insertCards(again);
        without(again, settled).forEach(this::reportTaken);
        return settled;
    }

    private static List<LoadingPrompt> without(List<LoadingPrompt> all, List<LoadingPrompt> some) {
        Set<UUID> ids = some.stream().map(LoadingPrompt::id).collect(Collectors.toSet());
        return all.stream().filter(prompt -> !ids.contains(prompt.id())).toList();
    }

    private void reportTaken(LoadingPrompt prompt) {
        errors.add(prompt.row(), FieldError.inBody("/slug", "this slug is taken"));
    }

    // PostgreSQL names no row, and after its refusal the transaction takes nothing more.
    private void lose(RuntimeException failure) {
        if (!(failure instanceof DataError refused) || refused.kind() != DataError.Kind.INVALID) {
            throw failure;
        }
        lost = true;
        int first = waiting.getFirst().row();
        int last = waiting.getLast().row();
        errors.add(first, FieldError.inBody("", refused.getMessage() + ", somewhere from this row to row " + last));
    }
}
