package dev.statehouse.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the benchmarks that are named, or all of them, and prints their tables. */
final class Bench {

    private static final List<Benchmark> ALL = List.of(
            new Reads(),
            new Flat(),
            new Flights(),
            new Crowd(),
            new ColdStart(),
            new Filters(),
            new Authorization(),
            new TokenKeys(),
            new Auditing(),
            new Cleanup(),
            new JobThroughput(),
            new JobPickUp(),
            new JobSnapshot());

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        Size size = names.remove("--quick") ? Size.QUICK : Size.FULL;
        int seconds = names.indexOf("--seconds");
        if (seconds >= 0) {
            names.remove(seconds);
            size = size.lasting(Duration.ofSeconds(Integer.parseInt(names.remove(seconds))));
        }
        int jobs = names.indexOf("--jobs");
        if (jobs >= 0) {
            names.remove(jobs);
            size = size.of(Integer.parseInt(names.remove(jobs)));
        }
        List<Benchmark> wanted = wanted(names);
        BenchServers servers = BenchServers.in(Path.of(System.getProperty("bench.servers", "bench/target/servers")));
        if (wanted.stream().anyMatch(Benchmark::needsCards)) {
            new Dataset(servers.database(), size).load();
        }
        Lab lab = new Lab(servers, size, new Cards(size));
        for (Benchmark benchmark : wanted) {
            Progress.say(benchmark.name());
            benchmark.run(lab);
        }
    }

    private static List<Benchmark> wanted(List<String> names) {
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        if (!known.containsAll(names)) {
            System.err.println("bench: there are only " + String.join(", ", known));
            System.exit(2);
        }
        return names.isEmpty()
                ? ALL
                : ALL.stream().filter(each -> names.contains(each.name())).toList();
    }
}
