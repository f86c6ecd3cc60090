package dev.statehouse.bench;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.statehouse.http.HttpFunction;
import dev.statehouse.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The crud function in a process: served over HTTP on the port that it prints, and called directly on demand. Its
 * settings come from the environment, as on Lambda.
 */
final class FunctionProcess {

    private static final int BACKLOG = 200;
    private static final byte[] OK = "{\"statusCode\":200".getBytes(StandardCharsets.US_ASCII);

    private FunctionProcess() {}

    public static void main(String[] arguments) throws Exception {
        RequestStreamHandler function = new HttpFunction();
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        System.out.println("PORT " + server.getLocalPort());
        Thread.ofPlatform().daemon().start(() -> new HttpShim(function).serve(server));
        WorkerProcess.serve(name -> (thread, get) -> call(function, get));
    }

    private static void call(RequestStreamHandler function, Requests.Get get) throws IOException {
        byte[] event = HttpEventJson.of(
                "GET",
                get.path(),
                Map.of("x-workspace", get.workspace().toString(), "accept", "application/json"),
                null);
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        function.handleRequest(new ByteArrayInputStream(event), result, new TestContext());
        byte[] bytes = result.toByteArray();
        if (java.util.Arrays.mismatch(bytes, OK) != OK.length) {
            throw new IOException(result.toString(StandardCharsets.UTF_8));
        }
    }
}
