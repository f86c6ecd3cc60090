package dev.statehouse.worker.knowledge;

import dev.statehouse.data.knowledge.KnowledgeEntry;
import dev.statehouse.data.knowledge.KnowledgePieces;
import dev.statehouse.data.knowledge.KnowledgePieces.NewPiece;
import dev.statehouse.data.knowledge.KnowledgeTexts;
import dev.statehouse.data.knowledge.KnowledgeUploads;
import dev.statehouse.data.knowledge.KnowledgeWork;
import jakarta.inject.Singleton;
import java.util.List;

/** Puts a new text and its pieces in the place of what was there. Thread-safe. */
@Singleton
class KnowledgeResults {

    private final KnowledgeWork work;
    private final KnowledgeTexts texts;
    private final KnowledgePieces pieces;
    private final KnowledgeUploads uploads;

    KnowledgeResults(KnowledgeWork work, KnowledgeTexts texts, KnowledgePieces pieces, KnowledgeUploads uploads) {
        this.work = work;
        this.texts = texts;
        this.pieces = pieces;
        this.uploads = uploads;
    }

    /**
     * Inside the caller's transaction.
     *
     * @return false if the entry waits for others by now, or has these already; then nothing was changed
     */
    boolean publish(KnowledgeEntry entry, String text, List<NewPiece> made) {
        if (work.finish(entry.id(), entry.piecesVersion(), made.size()).isEmpty()) {
            return false;
        }
        texts.insert(entry.id(), entry.contentVersion(), text);
        texts.deleteOthers(entry.id(), entry.contentVersion());
        pieces.replace(entry.id(), made);
        uploads.release(entry.id(), entry.contentVersion());
        return true;
    }
}
