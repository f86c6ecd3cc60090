package dev.statehouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends requests from several threads for a while, each as soon as the one before is answered. */
final class Load {

    private Load() {}

    /** One request; an exception counts as an error. */
    @FunctionalInterface
    interface Request {
        /**
         * Sends it and waits for the answer.
         *
         * @param thread from 0
         * @param number of the request in its thread, from 0
         */
        void send(int thread, int number) throws Exception;
    }

    static Outcome run(int threads, Duration duration, Request request) throws InterruptedException {
        long began = System.nanoTime();
        long end = began + duration.toNanos();
        List<Future<Times>> running = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(pool.submit(() -> loop(thread, end, request)));
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return merged(running, seconds);
    }

    private static Times loop(int thread, long end, Request request) {
        Times times = new Times();
        long before = System.nanoTime();
        for (int number = 0; before < end; number++) {
            try {
                request.send(thread, number);
            } catch (Exception failed) {
                times.fail(failed);
            }
            long after = System.nanoTime();
            times.add(after - before);
            before = after;
        }
        return times;
    }

    private static Outcome merged(List<Future<Times>> running, double seconds) throws InterruptedException {
        Times all = new Times();
        for (Future<Times> thread : running) {
            try {
                all.add(thread.get());
            } catch (ExecutionException failed) {
                throw new IllegalStateException(failed);
            }
        }
        return Outcome.of(all.toArray(), all.errors, seconds);
    }

    private static final class Times {
        private long[] nanoseconds = new long[1 << 12];
        private int size;
        private long errors;

        void add(long duration) {
            if (size == nanoseconds.length) {
                nanoseconds = java.util.Arrays.copyOf(nanoseconds, size * 2);
            }
            nanoseconds[size++] = duration;
        }

        void add(Times other) {
            for (int i = 0; i < other.size; i++) {
                add(other.nanoseconds[i]);
            }
            errors += other.errors;
        }

        void fail(Exception cause) {
            if (errors++ == 0) {
                cause.printStackTrace();
            }
        }

        long[] toArray() {
            return java.util.Arrays.copyOf(nanoseconds, size);
        }
    }
}
