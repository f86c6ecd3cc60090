package dev.statehouse.data.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a stand-in for Lambda that recomputes the signature by AWS's own description of it ("Signature Version 4"). */
class LambdaNudgeTest {

    private static final String SECRET = "a secret for tests";
    private static final String ARN = "arn:aws:lambda:eu-west-3:123456789012:function:stack-Worker-AbC:live";

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer lambda;
    private volatile int status = 202;

    @BeforeEach
    void start() throws IOException {
        System.setProperty("aws.accessKeyId", "AKIDTEST");
        System.setProperty("aws.secretAccessKey", SECRET);
        System.setProperty("aws.sessionToken", "a token");
        lambda = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        lambda.createContext("/", this::answer);
        lambda.start();
    }

    @AfterEach
    void stop() {
        lambda.stop(0);
        for (String name : new String[] {"aws.accessKeyId", "aws.secretAccessKey", "aws.sessionToken"}) {
            System.clearProperty(name);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Headers headers = exchange.getRequestHeaders();
            String given = headers.getFirst("Authorization");
            received.add(String.join(
                    " ",
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("X-Amz-Invocation-Type"),
                    new String(body, StandardCharsets.UTF_8),
                    given.endsWith("Signature=" + signature(exchange, body, given)) ? "signed" : "forged"));
            exchange.sendResponseHeaders(status, -1);
        } catch (GeneralSecurityException impossible) {
            throw new IOException(impossible);
        }
    }

    private static String signature(HttpExchange exchange, byte[] body, String given) throws GeneralSecurityException {
        Headers headers = exchange.getRequestHeaders();
        String names = given.replaceFirst(".*SignedHeaders=([^,]*),.*", "$1");
        String canonicalHeaders = Arrays.stream(names.split(";", -1))
                .map(name -> name + ":" + headers.getFirst(name).strip() + "\n")
                .collect(Collectors.joining());
        String canonical = String.join(
                "\n",
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestURI().getRawQuery(),
                canonicalHeaders,
                names,
                hash(body));
        String time = Objects.requireNonNull(headers.getFirst("X-Amz-Date"));
        String scope = time.substring(0, 8) + "/eu-west-3/lambda/aws4_request";
        String toSign =
                String.join("\n", "AWS4-HMAC-SHA256", time, scope, hash(canonical.getBytes(StandardCharsets.UTF_8)));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    private static String hash(byte[] bytes) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private LambdaNudge nudge(String endpoint) {
        return new LambdaNudge(ARN, endpoint, null);
    }

    private String endpoint() {
        return "http://localhost:" + lambda.getAddress().getPort();
    }

    @Test
    void itInvokesTheAliasAsynchronouslyAndSigned() throws IOException {
        LambdaNudge nudge = nudge(endpoint());
        nudge.send();
        nudge.send();
        String wanted =
                "POST /2015-03-31/functions/stack-Worker-AbC/invocations?Qualifier=live Event {\"nudge\":true} signed";
        assertEquals(List.of(wanted, wanted), received);
    }

    @Test
    void whateverIsNotAcceptedIsAFailure() throws IOException {
        status = 403;
        assertThrows(IOException.class, () -> nudge(endpoint()).send());
        lambda.stop(0);
        assertThrows(IOException.class, () -> nudge(endpoint()).send());
    }

    @Test
    void onAwsItAsksTheRegionOfTheFunction() {
        for (String[] known : new String[][] {
            {"arn:aws:lambda:eu-west-3:1:function:w:live", "https://lambda.eu-west-3.amazonaws.com"},
            {"arn:aws-cn:lambda:cn-north-1:1:function:w:live", "https://lambda.cn-north-1.amazonaws.com.cn"},
        }) {
            assertEquals(
                    known[1], new LambdaNudge(known[0], null, null).endpoint().toString());
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> new LambdaNudge("arn:aws:lambda:eu-west-3:1:function:w", null, null));
    }
}
