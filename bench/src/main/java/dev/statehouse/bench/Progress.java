package dev.statehouse.bench;

/** What goes on, on standard error: standard output is the table's. */
final class Progress {

    private static final long BEGAN = System.nanoTime();

    private Progress() {}

    static void say(String what) {
        System.err.printf("[%4d s] %s%n", (System.nanoTime() - BEGAN) / 1_000_000_000, what);
    }
}
