package dev.statehouse.bench;

/** What every benchmark is given. */
record Lab(BenchServers servers, Size size, Cards cards, Inputs inputs) {

    /** The function in a process, pooled through PgBouncer. */
    Worker function(String... jvm) {
        return Worker.start("handler in process", FunctionProcess.class, servers.environment(), jvm);
    }
}
