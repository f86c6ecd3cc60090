package dev.statehouse.embedding;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** Requests beside each other. */
final class Beside {

    private Beside() {}

    /**
     * All results in the batches' order. After the first failure none is begun any more.
     *
     * @param atOnce how many are asked for beside each other
     */
    static List<float[]> each(List<List<String>> batches, int atOnce, Function<List<String>, List<float[]>> ask) {
        int threads = Math.min(atOnce, batches.size());
        return threads <= 1 ? inTurn(batches, ask) : beside(batches, threads, ask);
    }

    private static List<float[]> inTurn(List<List<String>> batches, Function<List<String>, List<float[]>> ask) {
        List<float[]> vectors = new ArrayList<>();
        for (List<String> batch : batches) {
            vectors.addAll(ask.apply(batch));
        }
        return vectors;
    }

    private static List<float[]> beside(
            List<List<String>> batches, int threads, Function<List<String>, List<float[]>> ask) {
        AtomicBoolean failed = new AtomicBoolean();
        List<Callable<List<float[]>>> calls = new ArrayList<>();
        for (List<String> batch : batches) {
            calls.add(() -> unless(failed, batch, ask));
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(
                threads, Thread.ofVirtual().name("embedding").factory())) {
            return all(executor.invokeAll(calls));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw EmbeddingFailedException.passing("stopped", stopped);
        }
    }

    private static List<float[]> unless(
            AtomicBoolean failed, List<String> batch, Function<List<String>, List<float[]>> ask) {
        if (failed.get()) {
            return List.of();
        }
        boolean done = false;
        try {
            List<float[]> vectors = ask.apply(batch);
            done = true;
            return vectors;
        } finally {
            if (!done) {
                failed.set(true);
            }
        }
    }

    private static List<float[]> all(List<Future<List<float[]>>> calls) throws InterruptedException {
        List<float[]> vectors = new ArrayList<>();
        for (Future<List<float[]>> call : calls) {
            try {
                vectors.addAll(call.get());
            } catch (ExecutionException failure) {
                throw failure.getCause() instanceof EmbeddingFailedException failed
                        ? failed
                        : new IllegalStateException(failure.getCause());
            }
        }
        return vectors;
    }
}
