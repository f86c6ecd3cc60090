package dev.statehouse.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same endpoints in other stacks, installed by their own package managers: as one process, which is how they start by
 * default, and as one for each of two cores, with eight connections in either case. Those that can't be are left out by
 * name.
 */
final class Peers implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Process> processes = new ArrayList<>();
    private final List<Wrk> running = new ArrayList<>();
    private final Map<String, String> absent = new HashMap<>();

    static Peers start(Map<String, String> environment) {
        Peers peers = new Peers();
        for (int processes : new int[] {1, 2}) {
            String suffix = processes == 1 ? ", one process" : ", two processes";
            peers.add("Fastify + pg" + suffix, "fastify", processes, environment);
            peers.add("FastAPI + SQLAlchemy" + suffix, "fastapi", processes, environment);
        }
        return peers;
    }

    List<Wrk> running() {
        return running;
    }

    /** Why a peer does not run, by name. */
    Map<String, String> absent() {
        return absent;
    }

    private void add(String name, String folder, int count, Map<String, String> environment) {
        Progress.say("installing and starting " + name);
        try {
            Path target = Files.createDirectories(Shell.target().resolve(folder));
            int port = freePort();
            Map<String, String> all = new HashMap<>(environment);
            all.put("PORT", String.valueOf(port));
            all.put("TARGET", target.toString());
            all.put("PROCESSES", String.valueOf(count));
            Shell.output(all, "bench/peers/" + folder + "/install");
            Process process =
                    Shell.start(all, target.resolve(count + ".log"), List.of("bench/peers/" + folder + "/start"));
            processes.add(process);
            await(port, process);
            running.add(new Wrk(name, process.pid(), port));
        } catch (IOException | IllegalStateException failed) {
            String message = String.valueOf(failed.getMessage());
            absent.put(name, message.lines().reduce("", (a, b) -> b));
            Progress.say(name + " is left out: " + message);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void await(int port, Process process) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException("it does not listen");
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
        }
    }
}
