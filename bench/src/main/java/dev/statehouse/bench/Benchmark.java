package dev.statehouse.bench;

/** Measures one thing and prints it. */
interface Benchmark {

    /** As it is asked for on the command line. */
    String name();

    /** Whether it reads prompt cards, which take minutes to load. */
    default boolean needsCards() {
        return true;
    }

    void run(Lab lab) throws Exception;
}
