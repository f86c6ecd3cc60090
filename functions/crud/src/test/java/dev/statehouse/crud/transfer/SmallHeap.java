package dev.statehouse.crud.transfer;

import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestBucket;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The crud function in a JVM of its own that has little memory: what does not stream fails there. */
final class SmallHeap {

    private static final String ANSWER = "ANSWER ";

    private SmallHeap() {}

    /** Sends a request with a JSON body as an editor of the workspace, and gives back the body of its success. */
    static String send(
            TestDatabase database, TestBucket bucket, UUID workspace, String method, String path, String body) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx72m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dstatehouse.root=" + Servers.root(),
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                database.name(),
                bucket.endpoint(),
                bucket.name(),
                workspace.toString(),
                method,
                path,
                body);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int at = output.indexOf(ANSWER);
            if (process.waitFor() != 0 || at < 0) {
                throw new AssertionError("exit code " + process.exitValue() + ": " + output);
            }
            return output.substring(at + ANSWER.length()).lines().findFirst().orElseThrow();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    public static void main(String[] arguments) {
        TestDatabase database = new TestDatabase(Servers.running(), arguments[0]);
        Map<String, Object> properties = new HashMap<>(database.properties("statehouse_app"));
        properties.putAll(new TestBucket(arguments[1], arguments[2]).properties());
        TestBucket.useAnyCredentials();
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            Api api = new Api(new HttpFunction(context), TestCaller.of(UUID.fromString(arguments[3]), "editor"));
            Api.Answer answer =
                    api.send(arguments[4], arguments[5], Map.of("content-type", "application/json"), arguments[6]);
            if (answer.status() >= 300) {
                throw new AssertionError(answer.toString());
            }
            System.out.println(ANSWER + answer.body());
        }
    }
}
