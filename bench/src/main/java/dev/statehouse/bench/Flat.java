package dev.statehouse.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether an event costs the same after many: leaks in the handler show as a slope. */
final class Flat implements Benchmark {

    private static final int THREADS = 8;

    @Override
    public String name() {
        return "flat";
    }

    @Override
    public void run(Lab lab) {
        Table table = new Table(
                "Point reads in process, each with a Context of its own, after a warm-up",
                "events before",
                "p50 ms",
                "CPU ms/event");
        Requests requests = Requests.points(lab.cards());
        Duration step = lab.size().run();
        List<Double> costs = new ArrayList<>();
        try (Worker function = lab.function()) {
            long events = function.run(requests, THREADS, lab.size().warmUp()).requests();
            for (int i = 0; i < lab.size().rounds() * 2; i++) {
                long before = Cpu.spentMs(function.pid());
                Outcome outcome = function.run(requests, THREADS, step);
                double cost = (double) (Cpu.spentMs(function.pid()) - before) / outcome.requests();
                table.row(String.format(Locale.ROOT, "%,d", events), Table.figure(outcome.p50()), Table.figure(cost));
                costs.add(cost);
                events += outcome.requests();
            }
            table.row(
                    String.format(Locale.ROOT, "%,d", events),
                    "last / first",
                    Table.figure(costs.getLast() / costs.getFirst()));
        }
        table.print();
    }
}
