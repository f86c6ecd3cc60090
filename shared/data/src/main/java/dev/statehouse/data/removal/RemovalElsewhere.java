package dev.statehouse.data.removal;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The work of removals outside of PostgreSQL, a batch at a time: it is noted, deleted and then counted, each by itself, so that
 * whoever dies in between is followed by somebody who deletes the same once more and counts it once. Thread-safe.
 */
@Singleton
public final class RemovalElsewhere {

    private final Workspaces workspaces;
    private final RemovalSteps steps;
    private final List<OutsideStore> stores;

    RemovalElsewhere(Workspaces workspaces, RemovalSteps steps, List<OutsideStore> stores) {
        this.workspaces = workspaces;
        this.steps = steps;
        this.stores = stores;
    }

    /** Makes the next step of a removal that waits for it. If a store is out of reach the removal is put off. */
    public void goOn(RemovalStep step) {
        UUID id = Objects.requireNonNull(step.id());
        OutsideBatch batch;
        try {
            batch = step.underWay() == null ? begin(step) : OutsideBatch.read(step.underWay());
            if (batch != null) {
                store(batch.store()).delete(batch.keys());
            }
        } catch (DataError unavailable) {
            workspaces.writeOutside(() -> steps.putOff(id, String.valueOf(unavailable.getMessage())));
            return;
        }
        workspaces.writeOutside(() -> batch == null ? steps.leave(id) : steps.count(id));
    }

    private @Nullable OutsideBatch begin(RemovalStep step) {
        UUID id = Objects.requireNonNull(step.id());
        for (OutsideStore store : stores) {
            OutsideBatch batch =
                    store.some(Objects.requireNonNull(step.kind()), Objects.requireNonNull(step.subjectId()));
            if (!batch.keys().isEmpty()) {
                if (!workspaces.writeOutside(() -> steps.note(id, batch.json()))) {
                    throw new DataError(DataError.Kind.CONTENDED, "another run is at it");
                }
                return batch;
            }
        }
        return null;
    }

    private OutsideStore store(String name) {
        return stores.stream()
                .filter(store -> store.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new DataError(DataError.Kind.UNAVAILABLE, "this function has no " + name));
    }
}
