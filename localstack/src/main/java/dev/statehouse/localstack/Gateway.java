package dev.statehouse.localstack;

import dev.statehouse.localstack.template.TemplateError;
import java.io.IOException;
import java.time.Clock;

/** Runs the gateway until it is interrupted. */
public final class Gateway {
    private Gateway() {}

    /** Exits with 2 if it was called wrongly or the template can't be played, with 1 if it can't listen. */
    public static void main(String... arguments) throws InterruptedException {
        try {
            Stack stack = Stack.start(Options.parse(arguments), Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(stack::close));
            announce(stack);
            Thread.currentThread().join();
        } catch (IllegalArgumentException | TemplateError e) {
            fail(2, e);
        } catch (IOException e) {
            fail(1, e);
        }
    }

    private static void announce(Stack stack) {
        stack.template().functions().values().stream()
                .filter(function -> !function.unknownVariables().isEmpty())
                .forEach(function -> System.err.printf(
                        "%s runs without %s: only AWS knows their values%n",
                        function.logicalId(), function.unknownVariables()));
        System.out.printf(
                "gateway ready: %s (%d routes, %d functions; admin %s)%n",
                stack.baseUrl(),
                stack.template().routes().size(),
                stack.template().functions().size(),
                stack.adminUrl());
    }

    private static void fail(int status, Exception e) {
        System.err.println(e instanceof IOException ? e.toString() : e.getMessage());
        System.exit(status);
    }
}
