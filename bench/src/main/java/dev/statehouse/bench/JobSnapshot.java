package dev.statehouse.bench;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/**
 * Jobs enqueued and done by turns, as usual before and after, and between while a transaction holds a snapshot, as a dump does:
 * nothing that was done since can be vacuumed, and a queue that steps over it gets slower and slower.
 */
final class JobSnapshot implements Benchmark {

    private static final int WRITERS = 2;

    private record Paces(double before, double held, double atTheEnd, double after) {

        double usual() {
            return (before + after) / 2;
        }
    }

    @Override
    public String name() {
        return "jobs-snapshot";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        Duration held = lab.size().held();
        Duration usual = held.dividedBy(5);
        int turn = Math.max(4_000, lab.size().jobs() / 50);
        Table table = new Table(
                "Jobs enqueued and done a second, %,d at a time, while a snapshot is held for %d s"
                        .formatted(turn, held.toSeconds()),
                "queue",
                "before",
                "after",
                "with",
                "ratio",
                "in the last fifth",
                "ratio");
        try (JobContenders contenders = JobContenders.start(lab.servers(), false)) {
            for (Map.Entry<JobContender, JobDatabase> each :
                    contenders.databases().entrySet()) {
                Paces paces = paces(each.getKey(), each.getValue(), turn, usual, held);
                table.row(
                        each.getKey().name(),
                        Table.figure(paces.before()),
                        Table.figure(paces.after()),
                        Table.figure(paces.held()),
                        Table.figure(paces.held() / paces.usual()),
                        Table.figure(paces.atTheEnd()),
                        Table.figure(paces.atTheEnd() / paces.usual()));
            }
        }
        table.print();
    }

    private static Paces paces(JobContender contender, JobDatabase database, int turn, Duration usual, Duration held)
            throws SQLException {
        double before = usual(contender, turn, usual);
        Progress.say("%s: %.0f a second; holding a snapshot".formatted(contender.name(), before));
        double first;
        double last;
        try (var _ = HeldSnapshot.of(database)) {
            first = turns(contender, turn, held.minus(usual));
            last = turns(contender, turn, usual);
            Progress.say("%s: %.0f, at last %.0f a second".formatted(contender.name(), first, last));
        }
        double after = usual(contender, turn, usual);
        Progress.say("%s: %.0f a second, without it again".formatted(contender.name(), after));
        return new Paces(before, (first * 4 + last) / 5, last, after);
    }

    private static double usual(JobContender contender, int turn, Duration duration) {
        contender.clear();
        contender.settle();
        turns(contender, turn, duration.dividedBy(2));
        return turns(contender, turn, duration);
    }

    /** {@return jobs a second, from their enqueuing to their end} */
    private static double turns(JobContender contender, int turn, Duration duration) {
        double seconds = 0;
        long jobs = 0;
        long end = System.nanoTime() + duration.toNanos();
        while (seconds == 0 || System.nanoTime() < end) {
            Outcome enqueued = contender.enqueue(turn, Math.min(turn / WRITERS, JobThroughput.BATCH), WRITERS);
            Outcome done = contender.drain();
            seconds += enqueued.seconds() + done.seconds();
            jobs += done.requests();
        }
        return jobs / seconds;
    }
}
