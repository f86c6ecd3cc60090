package dev.statehouse.bench;

/** Measures one thing and prints it. */
interface Benchmark {

    /** As it is asked for on the command line. */
    String name();

    void run(Lab lab) throws Exception;
}
