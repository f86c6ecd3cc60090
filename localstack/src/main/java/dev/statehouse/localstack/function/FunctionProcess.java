package dev.statehouse.localstack.function;

import dev.statehouse.localstack.template.FunctionDefinition;
import dev.statehouse.localstack.template.LocalAccount;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts a function as Lambda's managed Java runtime does: the runtime interface client on the class path, the unpacked
 * artefact as the working directory, from which the client loads classes and {@code lib/*.jar}.
 */
final class FunctionProcess {
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.";

    private final FunctionDefinition definition;
    private final Path runtime;
    private final URI lambda;

    /**
     * @param runtime folder with the jars of the runtime interface client
     * @param lambda where the stack plays Lambda's own API
     */
    FunctionProcess(FunctionDefinition definition, Path runtime, URI lambda) {
        this.definition = definition;
        this.runtime = runtime;
        this.lambda = lambda;
    }

    /** @param runtimeApi host and port that the process polls */
    Process start(Path taskRoot, String runtimeApi, String instance) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command()).directory(taskRoot.toFile()).redirectErrorStream(true);
        // Nothing of the stack's own environment may reach a function: on Lambda it is not there either.
        builder.environment().clear();
        builder.environment().putAll(environment(taskRoot, runtimeApi, instance));
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // AWS gives the heap 85% of the function's memory ("-XX:MaxHeapSize=445645k" at 512 MB).
                "-Xmx" + definition.memoryMegabytes() * 85L * 1024 / 100 + "k",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                // Else each process writes the library to one place in /tmp, from where another may be loading it: a
                // SIGBUS.
                "-D" + CLIENT + "runtimeapi.NativeClient.JNI=" + nativeClient(),
                // The client loads a native library and reads fields of the JDK.
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                runtime.toAbsolutePath() + "/*",
                CLIENT + "AWSLambda",
                definition.handler());
    }

    private Path nativeClient() {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        return runtime.toAbsolutePath().resolve("jni/libaws-lambda-jni.linux-%s.so".formatted(architecture));
    }

    // AWS: "Working with Lambda environment variables", the table of defined runtime variables.
    private Map<String, String> environment(Path taskRoot, String runtimeApi, String instance) {
        Map<String, String> environment = new HashMap<>(Map.ofEntries(
                Map.entry("_HANDLER", definition.handler()),
                Map.entry("AWS_REGION", LocalAccount.REGION),
                Map.entry("AWS_DEFAULT_REGION", LocalAccount.REGION),
                Map.entry("AWS_EXECUTION_ENV", "AWS_Lambda_java25"),
                Map.entry("AWS_LAMBDA_FUNCTION_NAME", definition.functionName()),
                Map.entry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(definition.memoryMegabytes())),
                Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "1"),
                Map.entry("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand"),
                Map.entry("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + definition.functionName()),
                Map.entry("AWS_LAMBDA_LOG_STREAM_NAME", instance),
                // The S3 store takes any credentials; the SDK insists on having some.
                Map.entry("AWS_ACCESS_KEY_ID", "local"),
                Map.entry("AWS_SECRET_ACCESS_KEY", "local"),
                Map.entry("AWS_SESSION_TOKEN", "local"),
                Map.entry("AWS_LAMBDA_RUNTIME_API", runtimeApi),
                Map.entry("AWS_ENDPOINT_URL_LAMBDA", lambda.toString()),
                Map.entry("LAMBDA_TASK_ROOT", taskRoot.toString()),
                Map.entry("LAMBDA_RUNTIME_DIR", runtime.toAbsolutePath().toString()),
                Map.entry("LANG", "C.UTF-8"),
                Map.entry("PATH", "/usr/local/bin:/usr/bin:/bin"),
                Map.entry("TZ", ":UTC")));
        environment.putAll(definition.environment());
        return environment;
    }
}
