package dev.statehouse.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Runs what is due, woken by its schedule or by a nudge: what the event says does not matter, nor how often it comes, for the
 * queue alone tells what there is to do. Answers what it did, in counts.
 */
public final class WorkerFunction extends FunctionInitializer implements RequestStreamHandler {

    // For what still runs to come to its next checkpoint.
    private static final Duration RESERVE = Duration.ofSeconds(15);
    private static final ObjectWriter ANSWER = JsonMapper.builder().build().writerFor(WorkerRun.Counts.class);

    private final Worker worker;

    /** Called by Lambda. */
    public WorkerFunction() {
        this.worker = applicationContext.getBean(Worker.class);
    }

    /** Takes the context as it is; for tests. */
    public WorkerFunction(ApplicationContext context) {
        super(context);
        startThis(applicationContext);
        this.worker = applicationContext.getBean(Worker.class);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        ANSWER.writeValue(answer, worker.run(Deadline.in(left.minus(RESERVE))));
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return new LambdaApplicationContextBuilder();
    }
}
