package dev.statehouse.localstack.echo;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers the event itself, byte for byte, unless a header asks for something else: {@code x-answer} (base64 of the
 * answer) or {@code x-do} (a word, and a number after a colon).
 */
public final class EchoFunction implements RequestStreamHandler {
    private static final Pattern HEADER = Pattern.compile("\"x-(answer|do)\":\"([^\"]*)\"");

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        byte[] event = input.readAllBytes();
        Matcher header = HEADER.matcher(new String(event, StandardCharsets.UTF_8));
        if (!header.find()) {
            output.write(event);
        } else if (header.group(1).equals("answer")) {
            output.write(Base64.getDecoder().decode(header.group(2)));
        } else {
            output.write(done(header.group(2), context).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String done(String what, Context context) {
        String[] words = what.split(":", 2);
        switch (words[0]) {
            case "crash" -> Runtime.getRuntime().halt(3);
            case "throw" -> throw new IllegalStateException("as the test asked");
            case "sleep" -> sleep(Duration.ofMillis(Long.parseLong(words[1])));
            case "fill" -> {
                return "\"" + "x".repeat(Integer.parseInt(words[1]) - 2) + "\"";
            }
            default -> {}
        }
        return """
                {"pid":%d,"heapMegabytes":%d,"remainingMs":%d,"arn":"%s","environment":"%s"}""".formatted(
                        ProcessHandle.current().pid(),
                        Runtime.getRuntime().maxMemory() >> 20,
                        context.getRemainingTimeInMillis(),
                        context.getInvokedFunctionArn(),
                        System.getenv());
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
