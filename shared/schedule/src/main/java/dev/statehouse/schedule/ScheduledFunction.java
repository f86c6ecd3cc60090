package dev.statehouse.schedule;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JacksonException;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * A function that a schedule calls, with {@code {"due": …, "execution": …}}, or somebody by hand, with {@code {}} or
 * {@code {"dryRun": true}}. It answers {@code {"outcome": …, "counts": …}}: what the operation did, or that there was nothing to
 * do since the due time was served ({@code repeated}) or another run is under way ({@code busy}).
 */
public abstract class ScheduledFunction extends FunctionInitializer implements RequestStreamHandler {

    // For what still runs to come to its next checkpoint, and for the row of the run.
    private static final Duration RESERVE = Duration.ofSeconds(15);

    private final Runs runs;
    private final Operation operation;

    /** Called by Lambda. */
    protected ScheduledFunction(Class<? extends Operation> operation) {
        this.runs = applicationContext.getBean(Runs.class);
        this.operation = applicationContext.getBean(operation);
    }

    /** Takes the context as it is; for tests. */
    @SuppressWarnings("this-escape") // A function has nothing of its own that could be seen too early.
    protected ScheduledFunction(ApplicationContext context, Class<? extends Operation> operation) {
        super(context);
        startThis(applicationContext);
        this.runs = applicationContext.getBean(Runs.class);
        this.operation = applicationContext.getBean(operation);
    }

    @Override
    public final void handleRequest(InputStream input, OutputStream answer, Context context) throws IOException {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        Runs.JSON.writeValue(answer, runs.serve(operation, event(input), left, left.minus(RESERVE)));
    }

    private static ScheduleEvent event(InputStream input) throws IOException {
        try {
            return Runs.JSON.readValue(input, ScheduleEvent.class);
        } catch (JacksonException unreadable) {
            throw new IllegalArgumentException(
                    "the event must be a JSON object with due (an instant), execution, dryRun and nudge, all optional",
                    unreadable);
        }
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return new LambdaApplicationContextBuilder();
    }
}
