package dev.statehouse.authorizer;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
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
import java.util.Map;

/**
 * The handler that API Gateway asks about every request (Lambda authorizer, payload format 2.0, simple response).
 *
 * <p>It always answers {@code isAuthorized: true}, with an identity or with the reason why there is none: the gateway's
 * own denials have fixed bodies, while the functions answer 401 and 403 as problems.
 */
public final class AuthorizerFunction extends FunctionInitializer implements RequestStreamHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ObjectReader EVENT = JSON.readerFor(AuthorizerEvent.class);
    private static final ObjectWriter ANSWER = JSON.writerFor(Answer.class);

    private final CredentialCheck check;

    /** Called by Lambda. */
    public AuthorizerFunction() {
        this.check = applicationContext.getBean(CredentialCheck.class);
    }

    /** Takes the context as it is; for tests. */
    public AuthorizerFunction(ApplicationContext context) {
        super(context);
        startThis(applicationContext);
        this.check = applicationContext.getBean(CredentialCheck.class);
    }

    /** @param context the identity, as the functions find it in their events; texts only */
    record Answer(boolean isAuthorized, Map<String, String> context) {}

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        AuthorizerEvent request = EVENT.readValue(event);
        ANSWER.writeValue(answer, new Answer(true, check.identify(request)));
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return new LambdaApplicationContextBuilder();
    }
}
