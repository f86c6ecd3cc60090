package dev.statehouse.bench;

/** Benchmarks, side by side. */
public final class Bench {
    private Bench() {}
}
