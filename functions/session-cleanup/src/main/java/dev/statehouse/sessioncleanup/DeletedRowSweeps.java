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

    /** With their log lines and usages; what they spent stays known. */
    @Singleton
    @Named("agent_runs")
    Sweep agentRuns() {
        return withPieces("agent_runs");
    }

    @Singleton
    @Named("budgets")
    Sweep budgets() {
        return of("budgets");
    }

    @Singleton
    @Named("experiences")
    Sweep experiences() {
        return of("experiences");
    }

    /** With their profiles, experiences and skills. */
    @Singleton
    @Named("identities")
    Sweep identities() {
        return withPieces("identities");
    }

    @Singleton
    @Named("issues")
    Sweep issues() {
        return of("issues");
    }

    /** With its texts, pieces and files. */
    @Singleton
    @Named("knowledge_entries")
    Sweep knowledgeEntries() {
        return withPieces("knowledge_entries");
    }

    @Singleton
    @Named("model_preferences")
    Sweep modelPreferences() {
        return of("model_preferences");
    }

    @Singleton
    @Named("model_prices")
    Sweep modelPrices() {
        return of("model_prices");
    }

    @Singleton
    @Named("profiles")
    Sweep profiles() {
        return of("profiles");
    }

    @Singleton
    @Named("skills")
    Sweep skills() {
        return of("skills");
    }

    @Singleton
    @Named("style_guides")
    Sweep styleGuides() {
        return of("style_guides");
    }

    /** With their numbers. */
    @Singleton
    @Named("vectors")
    Sweep vectors() {
        return of("vectors");
    }

    private Sweep of(String table) {
        return new DeletedRowSweep(table, purges, keptSeconds);
    }

    private Sweep withPieces(String table) {
        return new RowWithPiecesSweep(table, purges, keptSeconds);
    }
}
