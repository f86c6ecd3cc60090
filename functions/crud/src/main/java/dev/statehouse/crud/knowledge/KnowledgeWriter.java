package dev.statehouse.crud.knowledge;

import dev.statehouse.crud.project.ActiveProjects;
import dev.statehouse.data.Ids;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.data.job.NewJob;
import dev.statehouse.data.knowledge.KnowledgeEntries;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeExtraction;
import dev.statehouse.data.knowledge.KnowledgeTexts;
import dev.statehouse.http.Problem.FieldError;
import dev.statehouse.http.RequestError;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries, and has their pieces made whenever those must be others: the job is enqueued in the caller's transaction, inside
 * which all of this is called. Thread-safe.
 */
@Singleton
public final class KnowledgeWriter {

    private final KnowledgeEntries entries;
    private final KnowledgeTexts texts;
    private final ActiveProjects projects;
    private final JobQueue queue;

    KnowledgeWriter(KnowledgeEntries entries, KnowledgeTexts texts, ActiveProjects projects, JobQueue queue) {
        this.entries = entries;
        this.texts = texts;
        this.projects = projects;
        this.queue = queue;
    }

    KnowledgeEntry create(NewKnowledgeEntry body) {
        check(body.faultsInBody());
        projects.check(body.projectId());
        KnowledgeEntry entry = entries.insert(
                        Ids.next(),
                        body.projectId(),
                        body.title(),
                        body.sourceType(),
                        body.sourceUrl(),
                        body.metadataOrNone(),
                        body.tagsOrNone(),
                        body.language(),
                        body.tokensOrUsual(),
                        body.overlapOrUsual(),
                        body.content() == null ? 0 : 1)
                .getFirst();
        if (body.content() != null) {
            texts.insert(entry.id(), entry.contentVersion(), body.content());
            queue.enqueue(KnowledgeExtraction.of(entry));
        }
        return entry;
    }

    /**
     * Adds the entries of a file.
     *
     * @param rows JSON array of objects with the fields of an entry, at most 1,000
     * @return their ids
     */
    public List<UUID> createAll(String rows) {
        List<UUID> made = entries.insertAll(rows, KnowledgeForms.USUAL_TOKENS, KnowledgeForms.USUAL_OVERLAP);
        List<NewJob<KnowledgeExtraction>> jobs =
                entries.withContent(made.stream().map(UUID::toString).toArray(String[]::new)).stream()
                        .map(id -> KnowledgeExtraction.KIND.of(new KnowledgeExtraction(id, 1)))
                        .toList();
        queue.enqueue(jobs);
        return made;
    }

    /** The changed entry, or nothing if it is not there or has another revision. */
    List<KnowledgeEntry> change(UUID id, @Nullable Integer expected, KnowledgeEntryChanges body) {
        KnowledgeEntry before = entries.hold(id);
        if (before == null || (expected != null && expected != before.revision())) {
            return List.of();
        }
        check(body.faults(before));
        projects.check(body.newProject());
        List<KnowledgeEntry> changed = entries.change(
                id,
                expected,
                body.movesProject(),
                body.newProject(),
                body.title(),
                body.sourceType(),
                body.setsSourceUrl(),
                body.newSourceUrl(),
                body.metadata(),
                body.newTags(),
                body.setsLanguage(),
                body.newLanguage(),
                body.pieceTokens(),
                body.pieceOverlap());
        if (body.content() != null) {
            KnowledgeEntry entry = remake(id, 1);
            texts.insert(id, entry.contentVersion(), body.content());
            return List.of(entry);
        }
        boolean hasOthers = before.contentVersion() > 0 && splitsOtherwise(before, changed.getFirst());
        return hasOthers ? List.of(remake(id, 0)) : changed;
    }

    /** Has the pieces of an entry that is there made anew, for its next content. */
    KnowledgeEntry takeContent(UUID id) {
        return remake(id, 1);
    }

    private KnowledgeEntry remake(UUID id, int contents) {
        KnowledgeEntry entry = entries.remake(id, contents).getFirst();
        queue.enqueue(KnowledgeExtraction.of(entry));
        return entry;
    }

    private static boolean splitsOtherwise(KnowledgeEntry before, KnowledgeEntry after) {
        return before.pieceTokens() != after.pieceTokens()
                || before.pieceOverlap() != after.pieceOverlap()
                || !Objects.equals(before.language(), after.language());
    }

    private static void check(List<FieldError> faults) {
        if (!faults.isEmpty()) {
            throw RequestError.invalid("the body has values that don't go together", faults);
        }
    }
}
