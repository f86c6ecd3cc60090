package dev.statehouse.localstack.function;

import dev.statehouse.localstack.template.FunctionDefinition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** All functions of the stack. Closing it kills every process that it started. */
public final class Functions implements AutoCloseable {
    private static final long SWEEP_SECONDS = 1;

    private final Map<String, FunctionPool> pools = new LinkedHashMap<>();
    private final Map<String, FunctionLog> logs = new LinkedHashMap<>();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("function-timer").factory());

    /**
     * @param directory the stack's own folder: logs and unpacked artefacts go below it
     * @param runtime folder with the jars of the runtime interface client
     * @param lambda where functions find Lambda's own API
     */
    public Functions(
            Collection<FunctionDefinition> definitions,
            PoolSettings settings,
            Path directory,
            Path runtime,
            URI lambda,
            Clock clock)
            throws IOException {
        timer.setRemoveOnCancelPolicy(true);
        for (FunctionDefinition definition : definitions) {
            String id = definition.logicalId();
            Artefact artefact = new Artefact(
                    definition.artefact(),
                    directory.toAbsolutePath().resolve("functions").resolve(id));
            artefact.removeOld();
            FunctionLog log = new FunctionLog(directory.resolve("logs").resolve(id + ".log"), clock);
            logs.put(id, log);
            pools.put(
                    id,
                    new FunctionPool(
                            definition,
                            settings,
                            artefact,
                            new FunctionProcess(definition, runtime, lambda),
                            log,
                            executor,
                            timer,
                            clock));
        }
        var _ = timer.scheduleWithFixedDelay(
                () -> pools.values().forEach(FunctionPool::sweep), SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Sends an event to a function and waits for its end, at most {@code patience} from when a process has it.
     *
     * @param function logical id
     * @param traceId value of {@code X-Amzn-Trace-Id}
     */
    public Outcome invoke(String function, byte[] event, String traceId, Duration patience)
            throws InterruptedException {
        FunctionPool pool = Optional.ofNullable(pools.get(function))
                .orElseThrow(() -> new IllegalArgumentException("no function " + function));
        Outcome outcome = pool.invoke(event, traceId).await(patience);
        if (!(outcome instanceof Outcome.Answered)) {
            Optional.ofNullable(logs.get(function)).ifPresent(log -> log.line(function, "[stack] " + outcome));
        }
        return outcome;
    }

    /** Writes a line about a function into its log, for example why its answer was refused. */
    public void log(String function, String line) {
        Optional.ofNullable(logs.get(function)).ifPresent(log -> log.line(function, "[stack] " + line));
    }

    /** For each function its processes, as {@code name pid state}. */
    public Map<String, Collection<String>> status() {
        return pools.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        pool -> pool.getValue().status().stream()
                                .map(instance ->
                                        "%s %d %s".formatted(instance.name(), instance.pid(), instance.state()))
                                .toList(),
                        (first, second) -> first,
                        LinkedHashMap::new));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pools.values().forEach(FunctionPool::close);
        executor.shutdownNow();
        logs.values().forEach(FunctionLog::close);
    }
}
