package dev.statehouse.localstack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that make cards as fast as they can until they are stopped, and note what they were told. */
final class Writers implements AutoCloseable {

    private final FaultStack stack;
    private final String key;
    private final String name;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private final Queue<Sent> log = new ConcurrentLinkedQueue<>();
    private final Map<Integer, String> acknowledged = new ConcurrentHashMap<>();

    /**
     * One request and its end.
     *
     * @param number of the card, which is also its idempotency key
     * @param answer null where the connection broke
     * @param endedNanos by {@link System#nanoTime}
     */
    record Sent(int number, FaultStack.Answer answer, long endedNanos) {}

    private Writers(FaultStack stack, String key, String name) {
        this.stack = stack;
        this.key = key;
        this.name = name;
    }

    static Writers start(FaultStack stack, String key, String name, int clients) {
        Writers writers = new Writers(stack, key, name);
        for (int i = 0; i < clients; i++) {
            writers.threads.add(Thread.ofPlatform().start(writers::write));
        }
        return writers;
    }

    private void write() {
        while (!stopped.get()) {
            int number = next.incrementAndGet();
            try {
                FaultStack.Answer answer = send(number);
                log.add(new Sent(number, answer, System.nanoTime()));
                if (answer.status() == 201) {
                    acknowledged.put(number, answer.json().path("id").asText());
                } else {
                    // As a client that heeds Retry-After would, only sooner.
                    Thread.sleep(100);
                }
            } catch (IOException broken) {
                throw new AssertionError("the gateway itself went away", broken);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** Sends a card's request, for the first time or again. */
    FaultStack.Answer send(int number) throws IOException, InterruptedException {
        String body = "{\"title\": \"%s %d\", \"version\": {\"template\": \"x\"}}".formatted(name, number);
        return stack.send("POST", "/v1/prompt-cards", key, body, "idempotency-key", name + "-" + number);
    }

    /** What each title begins with. */
    String name() {
        return name;
    }

    /** Everything that was sent, in the order in which it ended. */
    List<Sent> log() {
        return List.copyOf(log);
    }

    /** Ids of the cards that clients were told of, by number. */
    Map<Integer, String> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    @Override
    public void close() {
        stopped.set(true);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
