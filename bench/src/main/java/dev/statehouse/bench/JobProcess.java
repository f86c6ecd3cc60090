package dev.statehouse.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.Tenant;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.ClaimedJob;
import dev.statehouse.data.job.JobClaims;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.job.JobQueue;
import dev.statehouse.data.job.Leases;
import dev.statehouse.data.job.NewJob;
import dev.statehouse.data.job.Nudge;
import dev.statehouse.testing.TestContext;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import dev.statehouse.worker.WorkerFunction;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A process with the beans of a function that enqueues and those of the worker. Orders: {@code enqueue COUNT BATCH THREADS},
 * {@code claim THREADS}, {@code work} and {@code nudge COUNT}.
 */
final class JobProcess {

    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int CLAIM = 100;
    private static final Duration BETWEEN_NUDGES = Duration.ofMillis(1_050);

    record Empty(int number) {}

    private record Owner(UUID workspaceId, @Nullable UUID personId) implements Tenant {}

    private static final JobKind<Empty> KIND = new JobKind<>("bench", Empty.class, 3, Backoff.USUAL);
    private static final byte[] NUDGE = "{\"nudge\":true}".getBytes(StandardCharsets.UTF_8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Tenant TENANT = new Owner(JobDatabase.WORKSPACE, null);

    /** Does nothing, and tells when it began. */
    private static final class Nothing implements JobHandler<Empty> {

        private final AtomicLong began = new AtomicLong();
        private final Semaphore ran = new Semaphore(0);
        private volatile boolean isWatched;

        @Override
        public JobKind<Empty> kind() {
            return KIND;
        }

        @Override
        public void run(RunningJob job, Empty payload) {
            if (isWatched) {
                began.set(System.nanoTime());
                ran.release();
            }
        }
    }

    private final Nothing handler = new Nothing();
    private final Semaphore nudged = new Semaphore(0);
    private final Map<Integer, JobClaims> ways = new ConcurrentHashMap<>();
    private final ApplicationContext application;
    private final ApplicationContext workers;
    private final WorkerFunction worker;

    private JobProcess(Map<String, String> environment) {
        Nudge nudge = nudged::release;
        application = ApplicationContext.builder().singletons(nudge).start();
        workers = ApplicationContext.builder(Map.of(
                        "database.user",
                        "statehouse_worker",
                        "database.password",
                        Objects.requireNonNull(environment.get("WORKER_PASSWORD"))))
                .build();
        workers.registerSingleton(handler);
        worker = new WorkerFunction(workers.start());
    }

    public static void main(String[] arguments) throws Exception {
        JobProcess process = new JobProcess(System.getenv());
        System.out.println("READY");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(process.obey(line.split(" ", -1)).line());
        }
    }

    private Outcome obey(String[] order) throws Exception {
        return switch (order[0]) {
            case "enqueue" -> enqueue(number(order[1]), number(order[2]), number(order[3]));
            case "claim" -> timed(number(order[1]), this::claim);
            case "work" -> timed(1, thread -> work());
            case "nudge" -> pickUps(number(order[1]));
            default -> throw new IllegalArgumentException(order[0]);
        };
    }

    private static int number(String text) {
        return Integer.parseInt(text);
    }

    @FunctionalInterface
    private interface Work {
        long run(int thread) throws Exception;
    }

    private static Outcome timed(int threads, Work work) throws InterruptedException, ExecutionException {
        long start = System.nanoTime();
        long done = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> futures = IntStream.range(0, threads)
                    .mapToObj(thread -> executor.submit(() -> work.run(thread)))
                    .toList();
            for (Future<Long> future : futures) {
                done += future.get();
            }
        }
        return new Outcome(done, 0, (System.nanoTime() - start) / 1e9, Double.NaN, Double.NaN, Double.NaN);
    }

    private Outcome enqueue(int count, int batch, int threads) throws InterruptedException, ExecutionException {
        AtomicInteger left = new AtomicInteger(count / batch);
        Workspaces workspaces = application.getBean(Workspaces.class);
        JobQueue queue = application.getBean(JobQueue.class);
        NewJob<Empty> job = KIND.of(new Empty(1));
        List<NewJob<Empty>> jobs = Collections.nCopies(batch, job);
        return timed(threads, thread -> {
            long done = 0;
            for (; left.getAndDecrement() > 0; done += batch) {
                workspaces.statement(
                        TENANT, () -> batch == 1 ? queue.enqueue(job).id() : queue.enqueue(jobs));
            }
            return done;
        });
    }

    private long claim(int thread) {
        Leases leases = workers.getBean(Leases.class);
        JobClaims claims = ways.computeIfAbsent(thread, worker -> leases.claims());
        long done = 0;
        for (List<ClaimedJob> jobs = claims.next(CLAIM, LEASE); !jobs.isEmpty(); jobs = claims.next(CLAIM, LEASE)) {
            done += leases.complete(jobs).size();
        }
        return done;
    }

    private long work() throws IOException {
        long done = 0;
        JsonNode counts;
        do {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            run(answer);
            counts = JSON.readTree(answer.toByteArray()).required("counts");
            done += counts.required("completed").asLong();
        } while (!counts.required("emptied").asBoolean());
        return done;
    }

    private void run(OutputStream answer) throws IOException {
        worker.handleRequest(new ByteArrayInputStream(NUDGE), answer, new TestContext());
    }

    private Outcome pickUps(int count) throws Exception {
        nudged.drainPermits();
        handler.isWatched = true;
        Workspaces workspaces = application.getBean(Workspaces.class);
        JobQueue queue = application.getBean(JobQueue.class);
        long[] nanoseconds = new long[count];
        long start = System.nanoTime();
        Thread waker = Thread.ofPlatform().daemon().start(this::wake);
        for (int i = 0; i < count; i++) {
            // Nudges are one a second at most.
            Thread.sleep(BETWEEN_NUDGES);
            long enqueued = System.nanoTime();
            workspaces.statement(
                    TENANT, () -> queue.enqueue(KIND.of(new Empty(1))).id());
            handler.ran.acquire();
            nanoseconds[i] = handler.began.get() - enqueued;
        }
        waker.interrupt();
        waker.join();
        handler.isWatched = false;
        return Outcome.of(nanoseconds, 0, (System.nanoTime() - start) / 1e9);
    }

    // Lambda's part: each nudge is an invocation.
    private void wake() {
        try {
            while (true) {
                nudged.acquire();
                run(OutputStream.nullOutputStream());
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
