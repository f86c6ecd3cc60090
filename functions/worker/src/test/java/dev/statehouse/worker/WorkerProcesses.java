package dev.statehouse.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Some workers in processes of their own; for each that is killed, another is started. */
final class WorkerProcesses implements AutoCloseable {

    private final List<Member> members = new ArrayList<>();
    private final Map<String, Object> settings;
    private int kills;

    WorkerProcesses(int many, Map<String, Object> settings) {
        this.settings = settings;
        for (int i = 0; i < many; i++) {
            members.add(start());
        }
    }

    private static final class Member {

        private final Process process;
        private volatile boolean ready;
        private volatile String lastLine = "";

        Member(Process process) {
            this.process = process;
            Thread.ofVirtual().start(this::read);
        }

        // Read to its end, or a full pipe would stop the worker.
        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    lastLine = line;
                    ready |= line.equals(WorkerMain.READY);
                }
            } catch (IOException killed) {
                ready = false;
            }
        }
    }

    private Member start() {
        try {
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElse("java"),
                            "-Xmx128m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            WorkerMain.class.getName())
                    .redirectErrorStream(true)
                    .start();
            try (Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
                input.write(settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining("\n", "", "\n\n")));
            }
            return new Member(process);
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /** Kills the one that has worked longest, if any has done a job; it has no chance to say a word. */
    void killOne() {
        for (Member member : members) {
            if (member.ready) {
                member.process.destroyForcibly();
                members.remove(member);
                members.add(start());
                kills++;
                return;
            }
        }
    }

    /** The last line of each, for a test that fails. */
    List<String> lastLines() {
        return members.stream().map(member -> member.lastLine).toList();
    }

    int kills() {
        return kills;
    }

    boolean allLive() {
        return members.stream().allMatch(member -> member.process.isAlive());
    }

    @Override
    public void close() {
        members.forEach(member -> member.process.destroyForcibly());
    }
}
