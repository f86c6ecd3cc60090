package dev.statehouse.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** Runs the benchmarks that are named, or all of them, and prints their tables. */
final class Bench {

    private static final List<Benchmark> ALL = List.of(
            new Reads(),
            new Flat(),
            new Flights(),
            new Crowd(),
            new ColdStart(),
            new Filters(),
            new Profiles(),
            new Conversations(),
            new Authorization(),
            new TokenKeys(),
            new Auditing(),
            new Cleanup(),
            new JobThroughput(),
            new JobPickUp(),
            new JobSnapshot(),
            new Logs(),
            new AgentRuns(),
            new Searches(),
            new SearchQuality(),
            new EmbeddingThroughput());

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        List<String> names = new ArrayList<>(List.of(arguments));
        Size size = names.remove("--quick") ? Size.QUICK : Size.FULL;
        size = option(names, "--seconds", size, (given, seconds) -> given.lasting(Duration.ofSeconds(seconds)));
        size = option(names, "--rounds", size, Size::repeated);
        size = option(names, "--jobs", size, Size::of);
        size = option(names, "--held", size, (given, seconds) -> given.holding(Duration.ofSeconds(seconds)));
        Inputs inputs = inputs(names);
        List<Benchmark> wanted = wanted(names);
        BenchServers servers = BenchServers.in(Path.of(System.getProperty("bench.servers", "bench/target/servers")));
        if (wanted.stream().anyMatch(Benchmark::needsCards)) {
            new Dataset(servers.database(), size).load();
        }
        Lab lab = new Lab(servers, size, new Cards(size), inputs);
        for (Benchmark benchmark : wanted) {
            Progress.say(benchmark.name());
            benchmark.run(lab);
        }
    }

    private static Size option(List<String> words, String name, Size size, BiFunction<Size, Integer, Size> with) {
        int place = words.indexOf(name);
        if (place < 0) {
            return size;
        }
        words.remove(place);
        return with.apply(size, Integer.valueOf(words.remove(place)));
    }

    /** The folder that is named, as whoever called {@code bench/run} sees it, or the one beside the checkout. */
    private static Inputs inputs(List<String> words) {
        int place = words.indexOf("--data");
        if (place < 0) {
            return new Inputs(Shell.root().resolve("../shared/data").normalize());
        }
        words.remove(place);
        return new Inputs(Path.of(System.getProperty("bench.from", "")).resolve(words.remove(place)));
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
