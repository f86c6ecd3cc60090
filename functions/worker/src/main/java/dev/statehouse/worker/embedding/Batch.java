package dev.statehouse.worker.embedding;

import dev.statehouse.data.embedding.PieceToEmbed;
import dev.statehouse.embedding.Embedder;
import dev.statehouse.embedding.EmbeddingFailedException;
import dev.statehouse.embedding.Purpose;
import dev.statehouse.embedding.Vectors;
import java.time.Duration;
import java.util.List;

/** Pieces that are embedded together, and what becomes of each. For one thread. */
final class Batch {

    // After so many in a row it is the model that fails, and not its texts.
    private static final int ENOUGH = 3;
    private static final int LONGEST_FAILURE = 500;

    private final Embedder embedder;
    private final List<PieceToEmbed> pieces;
    private final Duration patience;
    private final String[] vectors;
    private final String[] failures;

    Batch(Embedder embedder, List<PieceToEmbed> pieces, Duration patience) {
        this.embedder = embedder;
        this.pieces = pieces;
        this.patience = patience;
        this.vectors = new String[pieces.size()];
        this.failures = new String[pieces.size()];
    }

    /** @throws EmbeddingFailedException if another attempt may succeed; nothing is to be kept then */
    Batch make() {
        try {
            keep(0, pieces);
        } catch (EmbeddingFailedException failed) {
            if (failed.isTemporary()) {
                throw failed;
            }
            oneByOne();
        }
        return this;
    }

    private void oneByOne() {
        int inARow = 0;
        String last = "";
        for (int i = 0; i < pieces.size(); i++) {
            if (inARow >= ENOUGH) {
                failures[i] = last;
                continue;
            }
            try {
                keep(i, pieces.subList(i, i + 1));
                inARow = 0;
            } catch (EmbeddingFailedException failed) {
                if (failed.isTemporary()) {
                    throw failed;
                }
                last = shortened(String.valueOf(failed.getMessage()));
                failures[i] = last;
                inARow++;
            }
        }
    }

    private void keep(int from, List<PieceToEmbed> some) {
        List<float[]> made =
                embedder.embed(some.stream().map(PieceToEmbed::content).toList(), Purpose.DOCUMENT, patience);
        for (int i = 0; i < made.size(); i++) {
            vectors[from + i] = Vectors.text(made.get(i));
        }
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_FAILURE ? message : message.substring(0, LONGEST_FAILURE);
    }

    String[] chunks() {
        return pieces.stream().map(piece -> piece.chunkId().toString()).toArray(String[]::new);
    }

    /** The vectors, as PostgreSQL writes them; null where there is none. */
    String[] vectors() {
        return vectors;
    }

    /** Why there is no vector; null where there is one. */
    String[] failures() {
        return failures;
    }
}
