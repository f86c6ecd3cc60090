package dev.statehouse.worker.document;

import jakarta.inject.Singleton;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.logging.LogFactory;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.RandomAccessRead;
import org.jsoup.Jsoup;
import org.slf4j.LoggerFactory;

/**
 * Runs {@link ReaderProgram} on a document, in a JVM of its own: a document that is made to exhaust memory, stack or time, or to
 * make use of a fault in a parser, meets a process with an empty environment that is ended after a while. Thread-safe.
 */
@Singleton
final class ReaderProcess {

    // What the JVM ends with when it is told to end for want of memory (-XX:+ExitOnOutOfMemoryError).
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final DocumentSettings settings;

    // Beside the worker's own heap there is room for one.
    private final Semaphore room = new Semaphore(1, true);

    ReaderProcess(DocumentSettings settings) {
        this.settings = settings;
    }

    String read(DocumentType type, Path file, Runnable checkpoint) throws UnreadableDocument {
        try {
            while (!room.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                checkpoint.run();
            }
            try {
                return readAlone(type, file, checkpoint);
            } finally {
                room.release();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", stopped);
        }
    }

    private String readAlone(DocumentType type, Path file, Runnable checkpoint)
            throws IOException, InterruptedException, UnreadableDocument {
        Path folder = Files.createTempDirectory("reader");
        try {
            Path text = folder.resolve("text");
            int exit = run(command(type, file, text, folder), folder, checkpoint);
            return switch (exit) {
                case 0 -> Files.readString(text, StandardCharsets.UTF_8);
                case OUT_OF_MEMORY -> throw new UnreadableDocument(DocumentFault.TOO_LARGE);
                case ReaderProgram.UNREADABLE ->
                    throw new UnreadableDocument(DocumentFault.valueOf(Files.readString(text)));
                default -> throw new IllegalStateException("the reader ended with " + exit);
            };
        } finally {
            delete(folder);
        }
    }

    private int run(List<String> command, Path folder, Runnable checkpoint)
            throws IOException, InterruptedException, UnreadableDocument {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.DISCARD);
        // What the worker knows of its database and its role stands there.
        builder.environment().clear();
        Process process = builder.start();
        try {
            long end = System.nanoTime() + settings.timeLimit().toNanos();
            long left = end - System.nanoTime();
            while (left > 0) {
                if (process.waitFor(Math.min(left, LOOK.toNanos()), TimeUnit.NANOSECONDS)) {
                    return process.exitValue();
                }
                checkpoint.run();
                left = end - System.nanoTime();
            }
            throw new UnreadableDocument(DocumentFault.TOO_SLOW);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private List<String> command(DocumentType type, Path file, Path text, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + settings.memoryMb() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                // It lives for a second or a few.
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + folder,
                "-Dpdfbox.fontcache=" + folder,
                "-cp",
                classPath(),
                ReaderProgram.class.getName(),
                type.name(),
                file.toString(),
                text.toString());
    }

    // Wherever the function's loader has them from: the parsers and nothing else.
    static String classPath() {
        return Stream.of(
                        ReaderProgram.class,
                        Loader.class,
                        RandomAccessRead.class,
                        FontBoxFont.class,
                        LogFactory.class,
                        LoggerFactory.class,
                        Jsoup.class)
                .map(ReaderProcess::place)
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a place of classes is not a URI", impossible);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
