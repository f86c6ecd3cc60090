package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Signals to processes that a test started. */
public final class Signals {

    private static final Duration LONGEST_STOP = Duration.ofSeconds(5);

    private Signals() {}

    /**
     * Sends a signal to one process. STOP returns once every thread of it stands still, for {@code kill} itself does not wait,
     * and a thread that still runs may answer one more event.
     *
     * @throws IllegalArgumentException unless it is the id of a single process: to {@code kill}, 0 and less are groups of
     *     them, and -1 is every process of the machine
     */
    public static void send(String name, long pid) {
        if (pid <= 1) {
            throw new IllegalArgumentException("not a process of ours: " + pid);
        }
        try {
            // The shell's own kill: a bare machine has no program of this name.
            int status = new ProcessBuilder("sh", "-c", "kill -s \"$0\" \"$1\"", name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid + " failed");
            }
            Instant deadline = Instant.now().plus(LONGEST_STOP);
            while (name.equals("STOP") && !isStopped(pid)) {
                if (Instant.now().isAfter(deadline)) {
                    throw new IllegalStateException("process " + pid + " does not stop");
                }
                Thread.sleep(5);
            }
        } catch (IOException unsendable) {
            throw new UncheckedIOException(unsendable);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean isStopped(long pid) throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                if (!state(thread).startsWith("T")) {
                    return false;
                }
            }
            return true;
        }
    }

    // The state follows the command's name, which is in parentheses (proc(5), "stat").
    private static String state(Path thread) throws IOException {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return stat.substring(stat.lastIndexOf(')') + 2);
        } catch (NoSuchFileException ended) {
            return "T";
        }
    }
}
