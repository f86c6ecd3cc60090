package dev.statehouse.bench;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * From the start of the JVM to the first answer that came from the database, of packaged functions under the real
 * runtime interface client.
 */
final class ColdStart implements Benchmark {

    // The handler's class and the client's, whose jar and its own dependencies stand beside the function's, as on
    // Lambda.
    private static final String CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    private static final List<String> JVM =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED");
    // As Lambda sets them.
    private static final Map<String, String> LAMBDA = Map.of(
            "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
            "AWS_LAMBDA_FUNCTION_VERSION", "1",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "1024",
            "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
            "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/bench",
            "AWS_LAMBDA_LOG_STREAM_NAME", "bench",
            "AWS_REGION", "eu-central-1");
    private static final int REHEARSALS = 20;

    /** One start. */
    private record Start(double wallMs, double cpuMs) {}

    /**
     * A packaged function.
     *
     * @param answer what a good answer begins with
     * @param events at least one; the first is timed
     */
    private record Function(
            String name, String handler, Map<String, String> environment, String answer, List<byte[]> events) {}

    @Override
    public String name() {
        return "coldstart";
    }

    @Override
    public void run(Lab lab) throws IOException, InterruptedException, SQLException {
        List<byte[]> events = new ArrayList<>();
        for (Requests.Get get : Requests.points(lab.cards()).all().subList(0, REHEARSALS)) {
            events.add(event(get));
            events.add(event(new Requests.Get(get.workspace(), "/v1/prompt-cards")));
        }
        measure(
                lab,
                new Function(
                        "crud",
                        "dev.statehouse.http.HttpFunction",
                        lab.servers().environment(),
                        "{\"statusCode\":200",
                        events));
        List<byte[]> asked = new ArrayList<>();
        for (Requests.Get key : Keys.make(lab).all().subList(0, REHEARSALS)) {
            asked.add(AuthorizerProcess.event(key));
        }
        measure(
                lab,
                new Function(
                        "authorizer",
                        "dev.statehouse.authorizer.AuthorizerFunction",
                        lab.servers().authorizerEnvironment(),
                        AuthorizerProcess.KNOWN,
                        asked));
    }

    private static void measure(Lab lab, Function function) throws IOException, InterruptedException {
        Path folder = Shell.target().resolve("function-" + function.name());
        Shell.output(Map.of(), "unzip", "-q", "-o", zip(function), "-d", folder.toString());
        Path cache = Shell.target().resolve(function.name() + ".aot");
        Files.deleteIfExists(cache);
        Progress.say("recording the AOT cache of " + function.name());
        start(
                function,
                jars(function, folder),
                List.of("-XX:AOTCacheOutput=" + cache),
                function.events().size());
        Map<String, List<String>> ways = new LinkedHashMap<>();
        ways.put("as packaged", List.of());
        ways.put("with an AOT cache", List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off"));
        Map<String, List<Start>> starts = new LinkedHashMap<>();
        for (int round = 0; round < lab.size().rounds(); round++) {
            for (Map.Entry<String, List<String>> way : ways.entrySet()) {
                starts.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                        .add(start(function, jars(function, folder), way.getValue(), 1));
            }
        }
        print(function, starts);
    }

    private static String zip(Function function) {
        return "functions/%s/target/%<s.zip".formatted(function.name());
    }

    private static Start start(Function function, String classPath, List<String> flags, int events)
            throws IOException, InterruptedException {
        try (RuntimeApi runtime = new RuntimeApi()) {
            Map<String, String> environment = new HashMap<>(function.environment());
            environment.put("AWS_LAMBDA_RUNTIME_API", runtime.address());
            environment.putAll(LAMBDA);
            environment.put("_HANDLER", function.handler());
            environment.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
            environment.put("DATABASE_POOL_SIZE", "2");
            List<String> command = new ArrayList<>(List.of(Java.EXECUTABLE));
            command.addAll(JVM);
            command.addAll(flags);
            command.addAll(List.of("-cp", classPath, CLIENT, function.handler()));
            long began = System.nanoTime();
            Process process = Shell.start(environment, Shell.target().resolve("coldstart.log"), command);
            drain(process);
            check(function, runtime.invoke(function.events().getFirst()));
            Start start = new Start((System.nanoTime() - began) / 1e6, Cpu.spentMs(process.pid()));
            for (byte[] event : function.events().subList(1, events)) {
                check(function, runtime.invoke(event));
            }
            // Its end is where the JVM writes the cache.
            process.destroy();
            process.waitFor(2, TimeUnit.MINUTES);
            return start;
        }
    }

    // Whether anybody reads it or not: a full pipe would stop the function.
    private static void drain(Process process) {
        Thread.ofVirtual().start(() -> {
            try {
                Files.copy(process.getInputStream(), Shell.target().resolve("coldstart.out"), REPLACE_EXISTING);
            } catch (IOException ended) {
                // The function was told to end, and its output with it.
            }
        });
    }

    private static byte[] event(Requests.Get get) throws IOException {
        return HttpEventJson.of(
                "GET",
                get.path(),
                Map.of("x-workspace", get.workspace().toString(), "accept", "application/json"),
                null);
    }

    private static void check(Function function, String answer) {
        if (!answer.startsWith(function.answer())) {
            throw new IllegalStateException("the function answered '" + answer + "'; see bench/target/coldstart.log");
        }
    }

    // A cache holds classes of jars only: the function's own stand in its jar here, rather than in the zip's folders.
    private static String jars(Function function, Path folder) throws IOException {
        try (Stream<Path> own = Files.list(Shell.root().resolve("functions/" + function.name() + "/target"));
                Stream<Path> libraries = Files.list(folder.resolve("lib"));
                Stream<Path> client = Files.list(Shell.target().resolve("lib"))) {
            return Stream.of(
                            own.filter(
                                    jar -> jar.getFileName().toString().matches(function.name() + "-.*SNAPSHOT.jar")),
                            libraries.sorted(),
                            client.filter(jar -> jar.getFileName()
                                            .toString()
                                            .matches("aws-lambda-java-(runtime-interface-client|serialization).*"))
                                    .sorted())
                    .flatMap(each -> each)
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private static void print(Function function, Map<String, List<Start>> starts) {
        Table table = new Table(
                "Cold start of the " + function.name() + " function, JVM start to the first answer from the database",
                "",
                "wall ms",
                "range",
                "CPU ms",
                "ratio of wall");
        double packaged = Double.NaN;
        for (Map.Entry<String, List<Start>> way : starts.entrySet()) {
            Median wall = Median.of(way.getValue(), Start::wallMs);
            packaged = Double.isNaN(packaged) ? wall.middle() : packaged;
            table.row(
                    way.getKey(),
                    wall,
                    wall.range(),
                    Median.of(way.getValue(), Start::cpuMs),
                    Table.figure(wall.middle() / packaged));
        }
        table.print();
    }
}
