package dev.statehouse.localstack.function;

import dev.statehouse.localstack.template.FunctionDefinition;
import dev.statehouse.localstack.template.LocalAccount;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one function and the events that wait for them. Starts a process when an event finds none free, up to
 * the cap; each holds one event at a time. Thread-safe.
 */
final class FunctionPool implements FunctionInstance.Owner, AutoCloseable {
    // Lambda gives initialisation 10 s and then the function's Timeout anew; a busy laptop gets more.
    private static final Duration LEAST_INIT_TIME = Duration.ofSeconds(30);

    private final FunctionDefinition definition;
    private final PoolSettings settings;
    private final Artefact artefact;
    private final FunctionProcess starter;
    private final FunctionLog log;
    private final ExecutorService executor;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    private final Object lock = new Object();
    private final List<FunctionInstance> instances = new ArrayList<>();
    /** Most recently used first, so that what the load no longer needs grows old. */
    private final Deque<FunctionInstance> idle = new ArrayDeque<>();

    private final Deque<Invocation> queue = new ArrayDeque<>();
    private int started;
    private boolean closed;

    FunctionPool(
            FunctionDefinition definition,
            PoolSettings settings,
            Artefact artefact,
            FunctionProcess starter,
            FunctionLog log,
            ExecutorService executor,
            ScheduledExecutorService timer,
            Clock clock) {
        this.definition = definition;
        this.settings = settings;
        this.artefact = artefact;
        this.starter = starter;
        this.log = log;
        this.executor = executor;
        this.timer = timer;
        this.clock = clock;
    }

    /** Gives the event to a free instance, a new one or the queue; what can't be taken has ended when this returns. */
    Invocation invoke(byte[] event, String traceId) {
        Invocation invocation = new Invocation(event, traceId);
        if (event.length > LambdaLimits.REQUEST_BYTES) {
            invocation.end(new Outcome.TooLarge());
            return invocation;
        }
        synchronized (lock) {
            FunctionInstance free = idle.pollFirst();
            if (free != null) {
                free.give(invocation);
            } else if (closed || queue.size() >= settings.queue()) {
                invocation.end(new Outcome.Throttled());
            } else {
                queue.addLast(invocation);
                startWhatIsNeeded();
            }
        }
        return invocation;
    }

    List<InstanceStatus> status() {
        synchronized (lock) {
            return instances.stream()
                    .map(instance -> new InstanceStatus(
                            instance.name(),
                            instance.pid(),
                            instance.isBusy() ? "busy" : instance.isReady() ? "idle" : "starting"))
                    .toList();
        }
    }

    /** Stops instances that idled too long or whose artefact was built anew. */
    void sweep() {
        Artefact.Version current = artefact.version();
        Instant idleBefore = clock.instant().minus(settings.idle());
        synchronized (lock) {
            idle.removeIf(instance -> {
                boolean outdated = !current.equals(Artefact.Version.ABSENT) && !current.equals(instance.version());
                if (outdated || instance.idleSince().isBefore(idleBefore)) {
                    instance.kill();
                    return true;
                }
                return false;
            });
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            idle.clear();
            instances.forEach(FunctionInstance::kill);
            queue.forEach(waiting -> waiting.end(new Outcome.Crashed("the stack is stopping")));
            queue.clear();
        }
    }

    @Override
    public void ready(FunctionInstance instance) {
        Invocation unanswered = instance.takeCurrent();
        if (unanswered != null) {
            unanswered.end(new Outcome.Crashed("it asked for the next event without answering"));
        }
        synchronized (lock) {
            instance.becomeIdle(clock.instant());
            if (instance.isStopping()) {
                return;
            }
            Invocation waiting = nextWaiting();
            if (waiting == null) {
                idle.addFirst(instance);
            } else {
                instance.give(waiting);
            }
        }
    }

    @Override
    public void delivered(FunctionInstance instance, Invocation invocation) {
        invocation.markDelivered();
        instance.deadline(timer.schedule(
                () -> timeOut(instance, invocation), definition.timeout().toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void initFailed(FunctionInstance instance, String error) {
        log.line(instance.name(), "[stack] initialisation failed: " + error);
        synchronized (lock) {
            Invocation waiting = nextWaiting();
            if (waiting != null) {
                waiting.end(new Outcome.Failed(error));
            }
        }
        instance.kill();
    }

    @Override
    public void ended(FunctionInstance instance, int exitCode) {
        log.line(instance.name(), "[stack] process ended, exit code " + exitCode);
        synchronized (lock) {
            // Under the lock: one that died idle may have been given an event a moment ago.
            Invocation current = instance.takeCurrent();
            instances.remove(instance);
            idle.remove(instance);
            if (current != null && !current.delivered()) {
                queue.addFirst(current);
            } else if (current != null) {
                current.end(new Outcome.Crashed("Runtime exited, exit code " + exitCode));
            } else if (!instance.isReady() && !instance.isStopping()) {
                failOneWaiting("Runtime exited before it was ready, exit code " + exitCode);
            }
            startWhatIsNeeded();
        }
        instance.close();
    }

    private void timeOut(FunctionInstance instance, Invocation invocation) {
        if (instance.takeCurrent(invocation)) {
            log.line(
                    instance.name(),
                    "[stack] timed out after " + definition.timeout() + ", killed: " + invocation.requestId());
            invocation.end(new Outcome.TimedOut());
            instance.kill();
        }
    }

    /** The first event that someone still waits for. */
    private @Nullable Invocation nextWaiting() {
        Invocation waiting = queue.pollFirst();
        while (waiting != null && waiting.ended()) {
            waiting = queue.pollFirst();
        }
        return waiting;
    }

    private void failOneWaiting(String reason) {
        Invocation waiting = nextWaiting();
        if (waiting != null) {
            waiting.end(new Outcome.Crashed(reason));
        }
    }

    private void startWhatIsNeeded() {
        queue.removeIf(Invocation::ended);
        long starting =
                instances.stream().filter(instance -> !instance.isReady()).count();
        while (!closed && starting < queue.size() && instances.size() < settings.instances()) {
            if (!reserve()) {
                return;
            }
            starting++;
        }
    }

    private boolean reserve() {
        started++;
        String name = definition.logicalId() + "/" + started;
        try {
            FunctionInstance instance = new FunctionInstance(
                    name,
                    this,
                    artefact.version(),
                    LocalAccount.functionArn(definition.functionName()),
                    definition.timeout(),
                    executor);
            instances.add(instance);
            executor.execute(() -> start(instance));
            return true;
        } catch (IOException e) {
            failOneWaiting("no port for " + name + ": " + e.getMessage());
            return false;
        }
    }

    private void start(FunctionInstance instance) {
        try {
            Process process = starter.start(artefact.unpacked(), instance.runtimeApi(), instance.name());
            log.line(instance.name(), "[stack] started, pid " + process.pid());
            log.follow(instance.name(), process.getInputStream());
            instance.started(process);
            long patience =
                    Math.max(LEAST_INIT_TIME.toMillis(), definition.timeout().toMillis());
            var _ = timer.schedule(() -> giveUpInit(instance), patience, TimeUnit.MILLISECONDS);
        } catch (IOException e) {
            log.line(instance.name(), "[stack] can't start: " + e);
            synchronized (lock) {
                instances.remove(instance);
                failOneWaiting("can't start " + definition.logicalId() + ": " + e);
                startWhatIsNeeded();
            }
            instance.close();
        }
    }

    private void giveUpInit(FunctionInstance instance) {
        synchronized (lock) {
            if (instance.isReady() || !instances.contains(instance)) {
                return;
            }
            failOneWaiting("initialisation took too long");
        }
        instance.kill();
    }

    /** A process as {@code status} shows it. */
    record InstanceStatus(String name, long pid, String state) {}
}
