package dev.statehouse.worker;

import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@link WorkerMain} in processes of its own. What a process does before its first job takes two seconds of a processor, and half
 * of that with the JVM's ahead-of-time cache: the classes of a worker, loaded and linked, as one that was run for practice left
 * them.
 */
final class WorkerProgram {

    private static final List<String> FLAGS = List.of(
            "-Xmx128m",
            "-Xmn64m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            // The cache stands where it was when it was made, or all of its pointers would be adjusted at each start:
            // 0.1 s.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:ArchiveRelocationMode=0",
            // A cache that doesn't fit is not used, and would be remarked upon where the worker's own lines are read.
            "-Xlog:disable",
            "-Xlog:all=error:stderr");

    private final String classPath;
    private final Path cache;

    /**
     * @param folder for the cache; it is made once, and takes some seconds
     * @param settings of a worker that has jobs of all kinds to do, and ends when it has done them
     */
    WorkerProgram(Path folder, Map<String, Object> settings) throws IOException {
        classPath = jars(folder);
        cache = folder.resolve("worker.aot");
        Process practice = start(List.of("-XX:AOTCacheOutput=" + cache), settings, WorkerMain.ONCE);
        String said = new String(practice.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            practice.waitFor();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
        if (!Files.exists(cache)) {
            throw new IllegalStateException("no cache was made: " + said);
        }
    }

    /** Starts a worker that works until it is killed, or its input ends. */
    Process start(Map<String, Object> settings) throws IOException {
        return start(List.of("-XX:AOTCache=" + cache), settings);
    }

    private Process start(List<String> flags, Map<String, Object> settings, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(FLAGS);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, WorkerMain.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        // It stays open: by its end the worker learns that this process is gone, however it went.
        Writer input = process.outputWriter(StandardCharsets.UTF_8);
        input.write(settings.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("\n", "", "\n\n")));
        input.flush();
        return process;
    }

    // The cache takes classes from jars only, and this test's own stand in folders.
    private static String jars(Path folder) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(place -> Files.isDirectory(place) ? jar(place, folder) : place)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path classes, Path folder) {
        // Folders of other modules may have the same name.
        Path jar = folder.resolve(Integer.toHexString(classes.hashCode()) + "-" + classes.getFileName() + ".jar");
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", classes.toString(), ".");
        if (status != 0) {
            throw new IllegalStateException(jar + " could not be made");
        }
        return jar;
    }
}
