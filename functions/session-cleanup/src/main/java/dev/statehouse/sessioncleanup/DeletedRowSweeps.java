package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.Purges;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** The tables whose deleted rows go alike. */
@Factory
final class DeletedRowSweeps {

    private final Purges purges;
    private final long keptSeconds;

    DeletedRowSweeps(Purges purges, CleanupSettings settings) {
        this.purges = purges;
        this.keptSeconds = settings.deletedKept().toSeconds();
    }

    @Singleton
    @Named("issues")
    Sweep issues() {
        return of("issues");
    }

    @Singleton
    @Named("model_preferences")
    Sweep modelPreferences() {
        return of("model_preferences");
    }

    @Singleton
    @Named("style_guides")
    Sweep styleGuides() {
        return of("style_guides");
    }

    private Sweep of(String table) {
        return new DeletedRowSweep(table, purges, keptSeconds);
    }
}
