package dev.statehouse.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Hands the stack to tests that break nothing of it and keep to workspaces of their own. The first starts it; it ends with the last
 * test, or when another test starts a stack that it may break.
 */
final class SharedStack implements ParameterResolver {

    private static @Nullable FaultStack running;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == FaultStack.class;
    }

    @Override
    public FaultStack resolveParameter(ParameterContext parameter, ExtensionContext test) {
        test.getRoot().getStore(Namespace.create(SharedStack.class)).getOrComputeIfAbsent("end", key ->
                (AutoCloseable) SharedStack::end);
        return running();
    }

    private static synchronized FaultStack running() {
        if (running == null) {
            try {
                running = FaultStack.start();
                begin(running);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(stop);
            }
        }
        return running;
    }

    // Whatever test comes first finds the tables there, and functions that have begun: of what is asked for again until
    // it
    // answers, some is limited.
    private static void begin(FaultStack stack) throws IOException, InterruptedException {
        stack.run("migrate", "{}");
        String nothing = "/v1/removals/" + UUID.randomUUID();
        for (int tries = 0; stack.send("GET", nothing, null, null).status() != 404; tries++) {
            if (tries == 60) {
                throw new AssertionError("the stack does not answer");
            }
            Thread.sleep(500);
        }
    }

    /** Ends it, if it runs. */
    static synchronized void end() throws IOException {
        FaultStack ended = running;
        running = null;
        if (ended != null) {
            ended.close();
        }
    }
}
