package dev.statehouse.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Jobs enqueued one by one and by the thousand, and done, by ours, by pgbench with the same statements, and by other queues. */
final class JobThroughput implements Benchmark {

    static final int BATCH = 1_000;
    private static final int SENDERS = 8;
    private static final int WRITERS = 2;
    private static final int PART = 4;
    // A JVM compiles what it does often while it does it: 50,000 jobs one by one are some seconds of that.
    private static final int MOST_WARM_UP = 200_000;

    private record Round(double single, double batch, double drain) {}

    @Override
    public String name() {
        return "jobs";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        int jobs = lab.size().jobs();
        try (JobContenders contenders = JobContenders.start(lab.servers(), true)) {
            Map<JobContender, List<Round>> rounds = new LinkedHashMap<>();
            for (int number = 0; number <= lab.size().rounds(); number++) {
                for (JobContender contender : contenders.all()) {
                    Round round = round(contender, number == 0 ? Math.min(jobs, MOST_WARM_UP) : jobs);
                    // The first one warms up.
                    if (number > 0) {
                        rounds.computeIfAbsent(contender, each -> new ArrayList<>())
                                .add(round);
                        Progress.say("%s: %.0f, %.0f and %.0f a second"
                                .formatted(contender.name(), round.single(), round.batch(), round.drain()));
                    }
                }
            }
            print(jobs, rounds);
            contenders.absent().forEach((name, why) -> System.out.println("\n" + name + " was left out: " + why));
        }
    }

    private static Round round(JobContender contender, int jobs) {
        contender.clear();
        Outcome single = contender.enqueue(Math.max(800, jobs / PART), 1, SENDERS);
        contender.clear();
        Outcome batch = contender.enqueue(jobs, BATCH, WRITERS);
        contender.settle();
        Outcome drain = contender.drain();
        if (drain.requests() != batch.requests()) {
            throw new IllegalStateException(
                    "%s did %d of %d jobs".formatted(contender.name(), drain.requests(), batch.requests()));
        }
        return new Round(single.perSecond(), batch.perSecond(), drain.perSecond());
    }

    private static void print(int jobs, Map<JobContender, List<Round>> rounds) {
        Table table = new Table(
                "%,d jobs in PostgreSQL, a second; all of them directly, since graphile-worker listens".formatted(jobs),
                "queue",
                "enqueued singly",
                "of pgbench",
                "enqueued by " + BATCH,
                "of pgbench",
                "done",
                "of pgbench",
                "range of done");
        List<Round> limit = rounds.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof PgbenchJobs)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        rounds.forEach((contender, all) -> table.row(
                contender.name(),
                Median.of(all, Round::single),
                ratio(all, limit, Round::single),
                Median.of(all, Round::batch),
                ratio(all, limit, Round::batch),
                Median.of(all, Round::drain),
                ratio(all, limit, Round::drain),
                Median.of(all, Round::drain).range()));
        table.print();
    }

    private static String ratio(List<Round> all, List<Round> limit, ToDoubleFunction<Round> figure) {
        return Table.figure(
                Median.of(all, figure).middle() / Median.of(limit, figure).middle());
    }
}
