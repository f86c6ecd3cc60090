package dev.statehouse.localstack;

import dev.statehouse.localstack.function.PoolSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the gateway was called: {@code --name value} pairs.
 *
 * @param template path of {@code template.yaml}
 * @param values {@code KEY=value} file for parameters and variables
 * @param artefacts folder that the template's CodeUris start from; default: the template's own
 * @param directory the stack's folder, for logs, unpacked artefacts and {@code gateway.env}
 * @param runtime folder with the jars of the runtime interface client
 * @param port 8080 or the next free one unless it is given
 * @param adminPort any free one unless it is given
 */
record Options(
        Path template,
        Optional<Path> values,
        Path artefacts,
        Path directory,
        Path runtime,
        Optional<Integer> port,
        int adminPort,
        PoolSettings pools) {
    static final String USAGE = """
            usage: Gateway --template FILE --directory DIR --runtime DIR [--values FILE] [--artefacts DIR]
                           [--port N] [--admin-port N] [--instances N] [--queue N] [--idle-seconds N]""";

    /** @throws IllegalArgumentException with {@link #USAGE} */
    static Options parse(String... arguments) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            if (!arguments[i].startsWith("--") || i + 1 == arguments.length) {
                throw new IllegalArgumentException(USAGE);
            }
            given.put(arguments[i].substring(2), arguments[i + 1]);
        }
        Path template = Path.of(required(given, "template")).toAbsolutePath().normalize();
        Options options = new Options(
                template,
                Optional.ofNullable(given.remove("values")).map(Path::of),
                Optional.ofNullable(given.remove("artefacts"))
                        .map(Path::of)
                        .orElse(template.resolveSibling("").toAbsolutePath()),
                Path.of(required(given, "directory")),
                Path.of(required(given, "runtime")),
                Optional.ofNullable(given.remove("port")).map(Integer::valueOf),
                number(given, "admin-port", 0),
                new PoolSettings(
                        number(given, "instances", PoolSettings.DEFAULT.instances()),
                        number(given, "queue", PoolSettings.DEFAULT.queue()),
                        Duration.ofSeconds(number(given, "idle-seconds", (int)
                                PoolSettings.DEFAULT.idle().toSeconds()))));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("unknown: --" + String.join(", --", given.keySet()) + "\n" + USAGE);
        }
        return options;
    }

    private static String required(Map<String, String> given, String name) {
        return Optional.ofNullable(given.remove(name))
                .orElseThrow(() -> new IllegalArgumentException("--%s is missing\n%s".formatted(name, USAGE)));
    }

    private static int number(Map<String, String> given, String name, int standard) {
        return Optional.ofNullable(given.remove(name)).map(Integer::valueOf).orElse(standard);
    }
}
