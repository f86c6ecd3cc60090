package dev.statehouse.bench;

import dev.statehouse.bench.Requests.Get;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The inside of a process that sends load on demand: a line {@code NAME FILE THREADS MILLISECONDS} on standard input
 * starts a run over the file's requests, whose outcome is a line on standard output. It ends with its input.
 */
final class WorkerProcess {

    static final int THREADS = 8;

    private WorkerProcess() {}

    /** Sends one request. */
    @FunctionalInterface
    interface Sender {
        void send(int thread, Get get) throws Exception;
    }

    /** Finds what sends the requests of a name. */
    @FunctionalInterface
    interface Senders {
        Sender named(String name) throws Exception;
    }

    static void serve(Senders senders) throws Exception {
        System.out.println("READY");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(run(senders, line.split(" ")).line());
        }
    }

    private static Outcome run(Senders senders, String[] order) throws Exception {
        Sender sender = senders.named(order[0]);
        List<Get> requests = Requests.read(Path.of(order[1]));
        int threads = Integer.parseInt(order[2]);
        // Threads start apart from each other, so that they don't ask for the same card at the same time.
        int apart = requests.size() / threads;
        return Load.run(
                threads,
                Duration.ofMillis(Long.parseLong(order[3])),
                (thread, number) -> sender.send(thread, requests.get((thread * apart + number) % requests.size())));
    }
}
