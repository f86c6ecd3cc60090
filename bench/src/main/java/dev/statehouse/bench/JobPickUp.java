package dev.statehouse.bench;

/** From a job's enqueuing to its handler's beginning, where a nudge wakes the worker; the nudge itself is a call in the process. */
final class JobPickUp implements Benchmark {

    private static final int PART = 5_000;
    private static final int LEAST = 10;

    @Override
    public String name() {
        return "jobs-pickup";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) throws Exception {
        int jobs = Math.max(LEAST, lab.size().jobs() / PART);
        Table table = new Table(
                "%,d jobs, each nudged: milliseconds from enqueuing to the handler, the commit included"
                        .formatted(jobs),
                "p50",
                "p95",
                "p99");
        try (OurJobs ours =
                OurJobs.worker(JobDatabase.make(lab.servers(), "bench_jobs").migrated())) {
            ours.pickUp(LEAST);
            Outcome outcome = ours.pickUp(jobs);
            table.row(Table.figure(outcome.p50()), Table.figure(outcome.p95()), Table.figure(outcome.p99()));
        }
        table.print();
    }
}
