package dev.statehouse.worker.knowledge;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgeExtraction;
import dev.statehouse.data.knowledge.KnowledgePieces.NewPiece;
import dev.statehouse.data.knowledge.KnowledgeText;
import dev.statehouse.data.knowledge.KnowledgeTexts;
import dev.statehouse.data.knowledge.KnowledgeUpload;
import dev.statehouse.data.knowledge.KnowledgeUploads;
import dev.statehouse.data.knowledge.KnowledgeWork;
import dev.statehouse.data.token.Tokens;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import dev.statehouse.worker.document.Documents;
import dev.statehouse.worker.document.UnreadableDocument;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Takes the text out of an entry's content and splits it into pieces. What is wrong with a document fails the entry and not the job,
 * for no other attempt would find otherwise.
 */
@Singleton
final class KnowledgeExtractionHandler implements JobHandler<KnowledgeExtraction> {

    static final String GAVE_UP =
            "it could not be processed, although it was tried for a while: take the content again";

    private final Workspaces workspaces;
    private final KnowledgeWork work;
    private final KnowledgeTexts texts;
    private final KnowledgeUploads uploads;
    private final KnowledgeFiles files;
    private final Documents documents;
    private final KnowledgeResults results;

    KnowledgeExtractionHandler(
            Workspaces workspaces,
            KnowledgeWork work,
            KnowledgeTexts texts,
            KnowledgeUploads uploads,
            KnowledgeFiles files,
            Documents documents,
            KnowledgeResults results) {
        this.workspaces = workspaces;
        this.work = work;
        this.texts = texts;
        this.uploads = uploads;
        this.files = files;
        this.documents = documents;
        this.results = results;
    }

    @Override
    public JobKind<KnowledgeExtraction> kind() {
        return KnowledgeExtraction.KIND;
    }

    @Override
    public void run(RunningJob job, KnowledgeExtraction payload) {
        KnowledgeEntry entry = workspaces.read(job.tenant(), () -> work.find(payload.entryId()));
        if (entry == null || entry.piecesVersion() != payload.version()) {
            return;
        }
        if (job.attempt() >= kind().maxAttempts()) {
            job.completing(() -> work.fail(entry.id(), entry.piecesVersion(), GAVE_UP));
            return;
        }
        workspaces.write(job.tenant(), () -> work.begin(entry.id(), entry.piecesVersion()));
        try {
            String text = text(job, entry);
            List<NewPiece> pieces = split(job, entry, text);
            job.completing(() -> results.publish(entry, text, pieces));
        } catch (UnreadableDocument unreadable) {
            String words = unreadable.fault().words();
            job.completing(() -> work.fail(entry.id(), entry.piecesVersion(), words));
        }
    }

    private static List<NewPiece> split(RunningJob job, KnowledgeEntry entry, String text) throws UnreadableDocument {
        Locale language = Optional.ofNullable(entry.language())
                .map(Locale::forLanguageTag)
                .orElse(Locale.ROOT);
        return new TextSplitter(
                        text,
                        language,
                        entry.pieceTokens(),
                        entry.pieceOverlap(),
                        part -> Tokens.count(Tokens.O200K, part),
                        job::checkpoint)
                .split();
    }

    private String text(RunningJob job, KnowledgeEntry entry) throws UnreadableDocument {
        KnowledgeText known = workspaces.read(job.tenant(), () -> texts.find(entry.id(), entry.contentVersion()));
        if (known != null) {
            return known.content();
        }
        KnowledgeUpload upload =
                workspaces.read(job.tenant(), () -> uploads.ofContent(entry.id(), entry.contentVersion()));
        if (upload == null) {
            throw JobFailure.lasting("the entry has neither a text nor a file");
        }
        return fromFile(job, upload);
    }

    private String fromFile(RunningJob job, KnowledgeUpload upload) throws UnreadableDocument {
        try {
            Path file = Files.createTempFile("document", null);
            try {
                files.fetch(job.tenant(), upload, file);
                return documents.read(file, upload.contentType(), job::checkpoint);
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        } catch (DataError unavailable) {
            throw JobFailure.passing(String.valueOf(unavailable.getMessage()));
        }
    }
}
