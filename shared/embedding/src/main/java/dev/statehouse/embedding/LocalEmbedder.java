package dev.statehouse.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the model that is in this program, as many texts at once as there are processors. Thread-safe. */
final class LocalEmbedder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalEmbedder.class);
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    private final ExecutorService threads = threads();
    private @Nullable OnnxModel loaded;

    private static ExecutorService threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                PROCESSORS,
                PROCESSORS,
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("embedding-", 0).factory());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    Embedder of(EmbeddingModel model) {
        if (!model.name().equals(EmbeddingModel.BGE_SMALL_EN.name())) {
            throw EmbeddingFailedException.lasting("there is no local model " + model.name());
        }
        return (texts, purpose, patience) -> embed(model, texts, purpose, patience);
    }

    private List<float[]> embed(EmbeddingModel model, List<String> texts, Purpose purpose, Duration patience) {
        Patience left = new Patience(patience);
        OnnxModel onnx = loaded();
        List<Callable<float[]>> runs = texts.stream()
                .<Callable<float[]>>map(text ->
                        () -> Vectors.unit(onnx.embed(model.prefixed(text, purpose), purpose), model))
                .toList();
        try {
            List<float[]> vectors = new ArrayList<>(texts.size());
            for (Future<float[]> run : threads.invokeAll(runs, left.left().toNanos(), TimeUnit.NANOSECONDS)) {
                vectors.add(run.get());
            }
            return vectors;
        } catch (CancellationException late) {
            throw EmbeddingFailedException.passing(
                    "%d texts took %s longer than %s".formatted(texts.size(), model.name(), patience), late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw EmbeddingFailedException.passing("stopped", stopped);
        } catch (ExecutionException failed) {
            throw failure(failed.getCause());
        }
    }

    private static EmbeddingFailedException failure(@Nullable Throwable cause) {
        if (cause instanceof EmbeddingFailedException failed) {
            return failed;
        }
        LOG.error("The local model failed", cause);
        return EmbeddingFailedException.passing("the local model failed", cause);
    }

    void warm() {
        loaded();
    }

    private synchronized OnnxModel loaded() {
        if (loaded == null) {
            try {
                loaded = OnnxModel.load();
            } catch (IOException | OrtException | LinkageError unusable) {
                LOG.error("The local model can't be loaded", unusable);
                throw EmbeddingFailedException.lasting("the local model can't be loaded on this machine", unusable);
            }
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        threads.shutdownNow();
        if (loaded != null) {
            try {
                // Not while it runs, or the process would end.
                if (threads.awaitTermination(10, TimeUnit.SECONDS)) {
                    loaded.close();
                }
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (OrtException unclosed) {
                LOG.warn("The local model was not closed", unclosed);
            }
        }
    }
}
