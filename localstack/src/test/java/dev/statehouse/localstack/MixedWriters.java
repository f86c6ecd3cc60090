package dev.statehouse.localstack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Clients that change the same few rows of a workspace, each in an order of its own. */
final class MixedWriters {

    private static final String CARDS = "/v1/prompt-cards/";
    private static final String[] ROLES = {"viewer", "editor", "admin", "owner"};

    private final FaultStack stack;
    private final String key;
    private final List<String> cards;
    private final List<String> members;
    private final List<String> keys;
    private final String viewersKey;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    /**
     * @param key of an owner
     * @param members people besides the owner
     */
    MixedWriters(FaultStack stack, String key, List<String> members) throws IOException, InterruptedException {
        this.stack = stack;
        this.key = key;
        this.members = members;
        this.cards = new ArrayList<>();
        this.keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String card = id(send("POST", "/v1/prompt-cards", card("card-" + i)));
            send("POST", CARDS + card + "/versions", "{\"template\": \"y\"}").expect(201);
            send("PUT", CARDS + card + "/labels/live", key, "{\"version\": 1}").expect(200);
            cards.add(card);
            keys.add(id(send("POST", "/v1/api-keys", "{\"name\": \"k\", \"role\": \"admin\", \"actsForMe\": true}")));
        }
        this.viewersKey = send("POST", "/v1/api-keys", "{\"name\": \"v\", \"role\": \"viewer\"}")
                .expect(201)
                .json()
                .path("key")
                .asText();
    }

    private interface Write {
        FaultStack.Answer send(Random random) throws IOException, InterruptedException;
    }

    /** All writes, by name. */
    private Map<String, Write> writes() {
        Map<String, Write> writes = new TreeMap<>();
        writes.put(
                "card", random -> send("PATCH", CARDS + any(cards, random), "{\"title\": \"%d\", \"tags\": [\"t\"]}"));
        writes.put("import", this::importCards);
        writes.put("key", random -> send("PATCH", "/v1/api-keys/" + any(keys, random), "{\"name\": \"k%d\"}"));
        writes.put("key-made", random -> send("POST", "/v1/api-keys", "{\"name\": \"m%d\", \"role\": \"viewer\"}"));
        writes.put("key-rotated", random -> rotate());
        writes.put(
                "label",
                random -> send(
                        "PUT",
                        CARDS + any(cards, random) + "/labels/live",
                        "{\"version\": %s}".formatted(1 + random.nextInt(2))));
        writes.put(
                "member",
                random -> send(
                        "PATCH",
                        "/v1/members/" + any(members, random),
                        "{\"role\": \"%s\"}".formatted(ROLES[random.nextInt(ROLES.length)])));
        writes.put("project", random -> send("POST", "/v1/projects", "{\"slug\": \"p-%d\", \"name\": \"P\"}"));
        writes.put(
                "protected-label",
                random -> send(random.nextBoolean() ? "PUT" : "DELETE", "/v1/protected-labels/beta", ""));
        writes.put(
                "refused",
                random -> send("POST", "/v1/projects", viewersKey, "{\"slug\": \"refused\", \"name\": \"P\"}"));
        writes.put("settings", random -> send("PATCH", "/v1/workspace", "{\"settings\": {\"n\": %d}}"));
        // A change of what is unique locks the row against new references to it.
        writes.put("slug", random -> send("PATCH", "/v1/workspace", "{\"slug\": \"mixed-%d\"}"));
        writes.put(
                "version",
                random -> send("POST", CARDS + any(cards, random) + "/versions", "{\"template\": \"z %d\"}"));
        return writes;
    }

    // The same slugs in another order each time; once they are taken, a few requests later, others.
    private FaultStack.Answer importCards(Random random) throws IOException, InterruptedException {
        int round = next.get() / 40;
        List<Integer> order = new ArrayList<>(IntStream.range(0, 20).boxed().toList());
        Collections.shuffle(order, random);
        String lines = order.stream().map(i -> card("i-" + round + "-" + i)).collect(Collectors.joining("\n"));
        return send("POST", "/v1/prompt-imports", key, lines, "content-type", "application/x-ndjson");
    }

    private FaultStack.Answer rotate() throws IOException, InterruptedException {
        FaultStack.Answer made =
                send("POST", "/v1/api-keys", "{\"name\": \"r%d\", \"role\": \"editor\", \"actsForMe\": true}");
        return made.status() == 201 ? send("POST", "/v1/api-keys/" + id(made) + "/rotate", "{}") : made;
    }

    private static String card(String slug) {
        return "{\"slug\": \"%s\", \"title\": \"T\", \"version\": {\"template\": \"x\"}}".formatted(slug);
    }

    private FaultStack.Answer send(String method, String path, String body) throws IOException, InterruptedException {
        String numbered = body.replace("%d", String.valueOf(next.incrementAndGet()));
        String[] headers = method.equals("POST") ? new String[0] : new String[] {"if-match", "*"};
        return send(method, path, key, numbered, headers);
    }

    // An instance that was only just started may have no connection within two seconds where others use the machine
    // too.
    // That is no lock's doing, and answered in words of its own.
    private FaultStack.Answer send(String method, String path, String by, String body, String... headers)
            throws IOException, InterruptedException {
        FaultStack.Answer answer = stack.send(method, path, by, body.isEmpty() ? null : body, headers);
        for (int tries = 1; tries < 20 && isStarting(answer); tries++) {
            Thread.sleep(1_000);
            answer = stack.send(method, path, by, body.isEmpty() ? null : body, headers);
        }
        return answer;
    }

    private static boolean isStarting(FaultStack.Answer answer) {
        return answer.status() == 503
                && (answer.body().contains("\"the database is not available\"")
                        || answer.body().contains("\"credentials can't be checked right now\""));
    }

    private static String id(FaultStack.Answer answer) {
        return answer.expect(201).json().path("id").asText();
    }

    private static String any(List<String> ids, Random random) {
        return ids.get(random.nextInt(ids.size()));
    }

    /** So many clients, each of which sends all of the writes so many times, in an order of its own; only this run counts. */
    void run(int clients, int times) throws Exception {
        statuses.clear();
        failures.clear();
        List<Map.Entry<String, Write>> writes = List.copyOf(writes().entrySet());
        try (ExecutorService threads = Executors.newFixedThreadPool(clients)) {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                Random random = new Random(client);
                running.add(threads.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        List<Map.Entry<String, Write>> order = new ArrayList<>(writes);
                        Collections.shuffle(order, random);
                        for (Map.Entry<String, Write> write : order) {
                            note(write.getKey(), write.getValue().send(random));
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
    }

    private void note(String write, FaultStack.Answer answer) {
        statuses.computeIfAbsent(write + " " + answer.status() / 100, none -> new AtomicInteger())
                .incrementAndGet();
        if (answer.status() >= 500 || answer.status() == 429) {
            failures.add(write + ": " + answer.status() + " " + answer.body());
        }
    }

    /** Answers that no client should get, whatever others do. */
    List<String> failures() {
        return List.copyOf(failures);
    }

    /** How many answers there were, by write and the first digit of the status. */
    Map<String, AtomicInteger> statuses() {
        return new TreeMap<>(statuses);
    }

    /** Writes that never succeeded, for which the run shows nothing; refusals never do. */
    List<String> unsuccessful() {
        return writes().keySet().stream()
                .filter(write -> !write.equals("refused") && !statuses.containsKey(write + " 2"))
                .toList();
    }
}
