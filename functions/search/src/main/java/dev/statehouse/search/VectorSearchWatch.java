package dev.statehouse.search;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.search.ChunkMatch;
import dev.statehouse.data.search.ChunkMatches;
import dev.statehouse.data.search.SearchQuestion.Meaning;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of searches by a vector: how long each took, for the monitor, and the vectors of a few that an index answered, by which is
 * measured how much it misses. No search fails for it. Thread-safe.
 *
 * <p>Times are written by the second; those of its last second an instance may take with it when it ends.
 */
@Singleton
final class VectorSearchWatch {

    private static final Logger LOG = LoggerFactory.getLogger(VectorSearchWatch.class);
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    // Where the reader answers and the writer is away, no search is to wait for the writer each time.
    private static final long PAUSE_AFTER_FAILURE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_KEPT = 1_000;
    // Of how many searches by an index one is kept.
    private static final int SAMPLED = 20;

    private final Workspaces workspaces;
    private final ChunkMatches matches;
    private final List<Double> times = new ArrayList<>();
    private volatile long quietUntil = System.nanoTime();
    private long written = System.nanoTime() - PAUSE_NANOS;

    VectorSearchWatch(Workspaces workspaces, ChunkMatches matches) {
        this.workspaces = workspaces;
        this.matches = matches;
    }

    /** Answers as the search does, and fails as it does: one that was given up took its time, too, which is told with the next. */
    List<ChunkMatch> watched(Caller caller, Asked asked, Supplier<List<ChunkMatch>> search) {
        Meaning meaning = asked.meaning();
        if (meaning == null || asked.failure() != null) {
            return search.get();
        }
        long begun = System.nanoTime();
        List<ChunkMatch> found;
        try {
            found = search.get();
        } finally {
            add((System.nanoTime() - begun) / 1e6);
        }
        if (System.nanoTime() - quietUntil >= 0) {
            keepTimes(caller);
            keepSample(caller, meaning, found.getFirst());
        }
        return found;
    }

    private synchronized void add(double ms) {
        if (times.size() < MOST_KEPT) {
            times.add(ms);
        }
    }

    private void keepTimes(Caller caller) {
        Double[] due = due();
        if (due.length > 0) {
            attempt(() -> workspaces.statement(caller, () -> matches.keepTimes(due)));
        }
    }

    private synchronized Double[] due() {
        if (System.nanoTime() - written < PAUSE_NANOS) {
            return new Double[0];
        }
        written = System.nanoTime();
        Double[] due = times.toArray(Double[]::new);
        times.clear();
        return due;
    }

    private void keepSample(Caller caller, Meaning meaning, ChunkMatch any) {
        String vector = meaning.vector();
        if (vector != null
                && any.missing().contains("approximate")
                && ThreadLocalRandom.current().nextInt(SAMPLED) == 0) {
            UUID model = Objects.requireNonNull(meaning.modelId());
            attempt(() -> workspaces.statement(caller, () -> matches.keepSample(model, vector)));
        }
    }

    private void attempt(Runnable writing) {
        try {
            writing.run();
        } catch (RuntimeException failed) {
            quietUntil = System.nanoTime() + PAUSE_AFTER_FAILURE_NANOS;
            LOG.warn("What is measured of searches is not kept for a minute", failed);
        }
    }
}
