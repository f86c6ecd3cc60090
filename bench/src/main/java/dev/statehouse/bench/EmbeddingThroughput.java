package dev.statehouse.bench;

import dev.statehouse.embedding.Purpose;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How fast the local model makes vectors of real texts, and what a text costs. No text comes twice until all have come. */
final class EmbeddingThroughput implements Benchmark {

    private static final int BATCH = 100;

    private record Run(double perSecond, double cpuMs, double p50Ms) {}

    /** Texts in turn, so many at once. */
    private static final class Way {

        private final List<String> texts;
        private final Purpose purpose;
        private final int atOnce;
        private final List<Run> runs = new ArrayList<>();
        private int next;

        Way(List<String> texts, Purpose purpose, int atOnce) {
            this.texts = texts;
            this.purpose = purpose;
            this.atOnce = atOnce;
        }

        private Run run(LocalVectors vectors, Duration time) {
            List<Double> flights = new ArrayList<>();
            long cpu = cpuMs();
            long begun = System.nanoTime();
            long now = begun;
            while (now - begun < time.toNanos()) {
                vectors.make(batch(), purpose);
                long done = System.nanoTime();
                flights.add((done - now) / 1e6);
                now = done;
            }
            double texts = (double) flights.size() * atOnce;
            return new Run(
                    texts * 1e9 / (now - begun),
                    (cpuMs() - cpu) / texts,
                    Median.of(flights, each -> each).middle());
        }

        private List<String> batch() {
            List<String> batch = new ArrayList<>();
            while (batch.size() < atOnce) {
                batch.add(texts.get(next));
                next = (next + 1) % texts.size();
            }
            return batch;
        }

        private static long cpuMs() {
            return Cpu.spentMs(ProcessHandle.current().pid());
        }
    }

    @Override
    public String name() {
        return "embedding";
    }

    @Override
    public boolean needsCards() {
        return false;
    }

    @Override
    public void run(Lab lab) {
        if (!lab.inputs().suffice(this)) {
            return;
        }
        Cisi cisi = lab.inputs().cisi();
        List<String> documents = List.copyOf(cisi.documents().values());
        List<String> questions = List.copyOf(cisi.questions().values());
        Map<String, Way> ways = new LinkedHashMap<>();
        ways.put("documents, %d at once".formatted(BATCH), new Way(documents, Purpose.DOCUMENT, BATCH));
        ways.put("documents, one at once", new Way(documents, Purpose.DOCUMENT, 1));
        ways.put("questions, one at once", new Way(questions, Purpose.QUERY, 1));
        try (LocalVectors vectors = new LocalVectors()) {
            ways.values().forEach(way -> way.run(vectors, lab.size().warmUp()));
            for (int round = 0; round < lab.size().rounds(); round++) {
                ways.values()
                        .forEach(way -> way.runs.add(way.run(vectors, lab.size().run())));
            }
        }
        Table table = new Table(
                "Vectors by the local model: documents of CISI of %d words in the middle, questions of %d"
                        .formatted(words(documents), words(questions)),
                "texts",
                "pieces/s",
                "range",
                "CPU ms each",
                "p50 ms");
        ways.forEach((name, way) -> {
            Median perSecond = Median.of(way.runs, Run::perSecond);
            table.row(
                    name,
                    perSecond,
                    perSecond.range(),
                    Median.of(way.runs, Run::cpuMs),
                    Median.of(way.runs, Run::p50Ms));
        });
        table.print();
    }

    private static int words(List<String> texts) {
        return (int) Median.of(texts, text -> text.split("\\s+", -1).length).middle();
    }
}
