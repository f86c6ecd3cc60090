package dev.statehouse.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;

/**
 * Real inputs: texts that people wrote, and questions about them. Nothing of them is in the repository.
 *
 * @param folder where they are, or would be
 */
record Inputs(Path folder) {

    private static final String PROMPTS = "prompts.csv";

    /** Whether all files are there; says so where one is not, for a benchmark to be skipped by name. */
    boolean suffice(Benchmark benchmark) {
        List<Path> missing = Stream.concat(Stream.of(folder.resolve(PROMPTS)), Cisi.files(folder))
                .filter(file -> !Files.isReadable(file))
                .toList();
        if (!missing.isEmpty()) {
            System.out.println("\nNOT RUN: " + benchmark.name() + ", for there is no " + missing.getFirst()
                    + "; --data names the folder of real inputs");
        }
        return missing.isEmpty();
    }

    Cisi cisi() {
        return Cisi.read(folder);
    }

    /** Prompts as people use them. */
    List<String> prompts() {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (Reader file = Files.newBufferedReader(folder.resolve(PROMPTS))) {
            return format.parse(file).stream().map(row -> row.get("prompt")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
