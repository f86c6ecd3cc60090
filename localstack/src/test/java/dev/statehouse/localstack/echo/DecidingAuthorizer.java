package dev.statehouse.localstack.echo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Decides as the header {@code x-decision} says; who may pass gets the authorizer's own event as context. */
public final class DecidingAuthorizer implements RequestStreamHandler {
    private static final Pattern DECISION = Pattern.compile("\"x-decision\":\"([^\"]*)\"");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        Matcher decision = DECISION.matcher(event);
        output.write(answer(decision.find() ? decision.group(1) : "deny", event).getBytes(StandardCharsets.UTF_8));
    }

    private static String answer(String decision, String event) {
        return switch (decision) {
            case "allow" -> "{\"isAuthorized\":true,\"context\":{\"role\":\"admin\",\"seen\":" + event + "}}";
            case "allow-bare" -> "{\"isAuthorized\":true}";
            case "nonsense" -> "{\"isAuthorized\":\"yes\"}";
            case "fail" -> throw new IllegalStateException("as the test asked");
            default -> "{\"isAuthorized\":false,\"context\":{\"reason\":\"no\"}}";
        };
    }
}
