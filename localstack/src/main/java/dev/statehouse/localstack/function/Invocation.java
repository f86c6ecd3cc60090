package dev.statehouse.localstack.function;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One event on its way through a function. Ends once; whoever ends it first decides how. */
final class Invocation {
    // A process has 30 s to begin; on Lambda no event waits for another one's end.
    private static final Duration LONGEST_WAIT_FOR_A_PROCESS = Duration.ofMinutes(2);

    private final String requestId = UUID.randomUUID().toString();
    private final byte[] event;
    private final String traceId;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final CompletableFuture<Void> delivery = new CompletableFuture<>();

    Invocation(byte[] event, String traceId) {
        this.event = event;
        this.traceId = traceId;
    }

    String requestId() {
        return requestId;
    }

    byte[] event() {
        return event;
    }

    String traceId() {
        return traceId;
    }

    /** Whether a process has begun to receive the event: from then on it can't be given to another. */
    boolean delivered() {
        return delivery.isDone();
    }

    void markDelivered() {
        delivery.complete(null);
    }

    boolean ended() {
        return outcome.isDone();
    }

    /** Says whether this call was the one that ended it. */
    boolean end(Outcome how) {
        return outcome.complete(how);
    }

    /**
     * The outcome, or {@link Outcome.Abandoned} once a process has had the event for {@code patience}. The time until one
     * has it does not count: where two cores stand in for a machine per process, starting takes longer than on Lambda.
     */
    Outcome await(Duration patience) throws InterruptedException {
        try {
            var _ = CompletableFuture.anyOf(delivery, outcome)
                    .get(LONGEST_WAIT_FOR_A_PROCESS.toNanos(), TimeUnit.NANOSECONDS);
            return outcome.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            end(new Outcome.Abandoned());
            return outcome.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
