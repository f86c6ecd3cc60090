package dev.statehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A queue of Node.js, installed by its package manager: two processes, for two cores. */
final class JobPeer implements JobContender {

    private static final int PROCESSES = 2;

    private final String name;
    private final List<OrderedProcess> processes = new ArrayList<>();

    private JobPeer(String name) {
        this.name = name;
    }

    /** @throws IllegalStateException if it can't be had */
    static JobPeer start(String name, String script, JobDatabase database) {
        Progress.say("installing and starting " + name);
        Map<String, String> environment = database.environment("statehouse_master");
        try {
            Path target = Files.createDirectories(Shell.target().resolve("jobs"));
            environment.put("TARGET", target.toString());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        Shell.output(environment, "bench/peers/jobs/install");
        JobPeer peer = new JobPeer(name);
        for (int number = 1; number <= PROCESSES; number++) {
            peer.processes.add(
                    OrderedProcess.start(name + " " + number, environment, List.of("bench/peers/jobs/start", script)));
        }
        return peer;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Outcome enqueue(int jobs, int batch, int connections) {
        return together("enqueue %d %d %d".formatted(jobs / PROCESSES, batch, Math.max(1, connections / PROCESSES)));
    }

    @Override
    public Outcome drain() {
        return together("drain 2");
    }

    // All of them, as long as the slowest took.
    private Outcome together(String order) {
        List<Outcome> outcomes =
                processes.stream()
                        .map(process -> CompletableFuture.supplyAsync(() -> process.obey(order)))
                        .toList()
                        .stream()
                        .map(CompletableFuture::join)
                        .toList();
        return new Outcome(
                outcomes.stream().mapToLong(Outcome::requests).sum(),
                0,
                outcomes.stream().mapToDouble(Outcome::seconds).max().orElseThrow(),
                Double.NaN,
                Double.NaN,
                Double.NaN);
    }

    @Override
    public void clear() {
        processes.getFirst().obey("clear");
    }

    @Override
    public void settle() {
        processes.getFirst().obey("settle");
    }

    @Override
    public void close() {
        processes.forEach(OrderedProcess::close);
    }
}
