package dev.statehouse.http;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.LambdaApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The handler of every function that serves routes: hands an HTTP API event to the controllers and returns their answer
 * in payload format 2.0.
 *
 * <p>Thread-safe once made, although Lambda calls it with one event at a time. Micronaut's stock handler is not used: it
 * decodes queries twice, loses cookies and corrupts binary bodies.
 */
public final class HttpFunction extends FunctionInitializer implements RequestStreamHandler {

    private static final JsonMapper JSON = JsonMapper.builder()
            .configure(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, false)
            .configure(JsonParser.Feature.AUTO_CLOSE_SOURCE, false)
            .build();
    private static final ObjectReader EVENT = JSON.readerFor(HttpEvent.class);
    private static final ObjectWriter RESULT = JSON.writerFor(HttpResult.class);

    private final HttpEventHandler handler;

    /** Called by Lambda. */
    public HttpFunction() {
        this.handler = new HttpEventHandler(applicationContext);
    }

    /** Takes the context as it is; for tests. */
    public HttpFunction(ApplicationContext context) {
        super(context);
        startThis(applicationContext);
        this.handler = new HttpEventHandler(applicationContext);
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context) throws IOException {
        RESULT.writeValue(result, handler.answer(EVENT.readValue(event)));
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return new LambdaApplicationContextBuilder();
    }
}
