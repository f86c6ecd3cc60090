package dev.statehouse.localstack.function;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.TransferQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One process of a function and the Runtime API that it polls. Its pool guards all of its state with one lock. */
final class FunctionInstance implements RuntimeApi.Listener {
    /** What the pool is told; calls come from the process's side and take the pool's lock themselves. */
    interface Owner {
        void ready(FunctionInstance instance);

        void initFailed(FunctionInstance instance, String error);

        void delivered(FunctionInstance instance, Invocation invocation);

        void ended(FunctionInstance instance, int exitCode);
    }

    private final String name;
    private final Owner owner;
    private final Artefact.Version version;
    private final RuntimeApi api;
    private final TransferQueue<Optional<Invocation>> mailbox = new LinkedTransferQueue<>();
    private volatile @Nullable Process process;
    private final AtomicReference<@Nullable Invocation> current = new AtomicReference<>();
    private volatile boolean stopping;
    private volatile @Nullable Future<?> deadline;
    private boolean ready;
    private Instant idleSince = Instant.MAX;

    FunctionInstance(
            String name,
            Owner owner,
            Artefact.Version version,
            String functionArn,
            Duration timeout,
            ExecutorService executor)
            throws IOException {
        this.name = name;
        this.owner = owner;
        this.version = version;
        this.api = new RuntimeApi(this, functionArn, timeout, executor);
    }

    String name() {
        return name;
    }

    String runtimeApi() {
        return api.address();
    }

    Artefact.Version version() {
        return version;
    }

    /** The process began to run; a stop that came before it takes effect now. */
    void started(Process started) {
        process = started;
        var _ = started.onExit().thenAccept(ended -> owner.ended(this, ended.exitValue()));
        if (stopping) {
            started.destroyForcibly();
        }
    }

    /** The process's id, or -1 before it has one. */
    long pid() {
        Process started = process;
        return started == null ? -1 : started.pid();
    }

    /** Whether it has asked for an event at least once: its initialisation is over. */
    boolean isReady() {
        return ready;
    }

    boolean isBusy() {
        return current.get() != null;
    }

    boolean isStopping() {
        return stopping;
    }

    Instant idleSince() {
        return idleSince;
    }

    /** Takes the event out of its hands, if it has one: it can't answer it any more. */
    @Nullable
    Invocation takeCurrent() {
        return current.getAndSet(null);
    }

    /** As {@link #takeCurrent()}, only if the event in hand is this one. */
    boolean takeCurrent(Invocation invocation) {
        return current.compareAndSet(invocation, null);
    }

    /** What will happen to it unless it asks for its next event before. */
    void deadline(Future<?> timeout) {
        deadline = timeout;
    }

    void becomeIdle(Instant now) {
        ready = true;
        idleSince = now;
    }

    void give(Invocation invocation) {
        current.set(invocation);
        mailbox.add(Optional.of(invocation));
    }

    /** Kills the process at once, as Lambda does; works on a frozen one too. */
    void kill() {
        stopping = true;
        Process started = process;
        if (started != null) {
            started.destroyForcibly();
        }
        mailbox.add(Optional.empty());
    }

    /** Frees the port, once the process is gone. */
    void close() {
        mailbox.add(Optional.empty());
        api.close();
    }

    @Override
    public Invocation next() throws InterruptedException {
        Future<?> timeout = deadline;
        if (timeout != null) {
            timeout.cancel(false);
        }
        owner.ready(this);
        Invocation invocation = mailbox.take().orElseThrow(() -> new CancellationException(name + " was stopped"));
        owner.delivered(this, invocation);
        return invocation;
    }

    @Override
    public boolean answered(String requestId, Outcome outcome) {
        Invocation invocation = current.get();
        if (invocation == null || !invocation.requestId().equals(requestId) || !takeCurrent(invocation)) {
            return false;
        }
        invocation.end(outcome);
        return true;
    }

    @Override
    public void initFailed(String error) {
        owner.initFailed(this, error);
    }
}
