package dev.statehouse.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Some workers in processes of their own; for each that is killed, another is started. */
final class WorkerProcesses implements AutoCloseable {

    /** So many of those that were started first are killed in their turn alone. */
    private static final int SPARED = 2;

    private final List<Member> members = new ArrayList<>();
    private final List<Member> killed = new ArrayList<>();
    private final WorkerProgram program;
    private final Map<String, Object> settings;

    WorkerProcesses(int many, WorkerProgram program, Map<String, Object> settings) {
        this.program = program;
        this.settings = settings;
        for (int i = 0; i < many; i++) {
            members.add(start());
        }
    }

    private static final class Member {

        private final Process process;
        private final Thread reader;
        private volatile String lastLine = "";
        /** Jobs that were begun and have not ended. Of a process that was killed: those that its death cut off. */
        private final AtomicInteger atWork = new AtomicInteger();

        Member(Process process) {
            this.process = process;
            this.reader = Thread.ofVirtual().start(this::read);
        }

        // Read to its end, or a full pipe would stop the worker.
        private void read() {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    switch (line) {
                        case WorkerMain.BEGUN -> atWork.incrementAndGet();
                        case WorkerMain.ENDED -> atWork.decrementAndGet();
                        default -> lastLine = line;
                    }
                }
            } catch (IOException closed) {
                lastLine = closed.toString();
            }
        }

        /** {@return how many jobs its death cut off} */
        int cutOff() throws InterruptedException {
            reader.join();
            return atWork.get();
        }
    }

    private Member start() {
        try {
            return new Member(program.start(settings));
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }

    /**
     * Kills workers until so many have been killed; they have no chance to say a word. Whoever is in the middle of a job comes first: four
     * of five are of those that hardly know their work yet, then comes the one that was started first, which is at its best, for if none
     * lived for long, workers would do little but start. Where nobody is, the one that was started last dies before it has begun any.
     */
    void killUpTo(long many) {
        while (killed.size() < many) {
            kill(next());
        }
    }

    private Member next() {
        boolean oldest = killed.size() % 5 == 4;
        return members.stream()
                .skip(oldest ? 0 : SPARED)
                .filter(member -> member.atWork.get() > 0)
                .findFirst()
                .orElseGet(members::getLast);
    }

    /** Whether any has begun its work. */
    boolean anyAtWork() {
        return members.stream().anyMatch(member -> member.atWork.get() > 0);
    }

    private void kill(Member member) {
        member.process.destroyForcibly();
        members.remove(member);
        killed.add(member);
        members.add(start());
    }

    /** The last line of each, for a test that fails. */
    List<String> lastLines() {
        return members.stream().map(member -> member.lastLine).toList();
    }

    /** {@return for each that was killed, how many jobs it had begun and not ended} */
    List<Integer> cutOff() throws InterruptedException {
        List<Integer> jobs = new ArrayList<>();
        for (Member member : killed) {
            jobs.add(member.cutOff());
        }
        return jobs;
    }

    boolean allLive() {
        return members.stream().allMatch(member -> member.process.isAlive());
    }

    @Override
    public void close() {
        members.forEach(member -> member.process.destroyForcibly());
    }
}
